import * as z from 'zod';
import { ROLES } from '../../domain/actor.ts';
import { PEOPLE_MAX, PRESENCE_ROLES } from '../../domain/live.ts';
import { CLOSING_REASONS } from '../../domain/live-protocol.ts';
import { ProblemSchema } from '../../lambda/http/problem-schema.ts';
import { MessageView } from '../messages/schemas.ts';

/**
 * The frames that the server sends over a live connection. Comments name the rules (L…) of docs/live-protocol.md.
 * Functions and the page take the types from here; the tests check every sent frame against the schemas.
 */

/** A connected person (L16). */
const Person = z.strictObject({
  connectionId: z.string(),
  name: z.string(),
  role: z.enum(PRESENCE_ROLES),
  userId: z.string().optional(),
});
export type Person = z.infer<typeof Person>;

const numbered = { seq: z.int().min(1), at: z.iso.datetime({ precision: 3 }) };

/** A change of the board (L11). */
export const BoardChange = z
  .discriminatedUnion('kind', [
    z.strictObject({
      ...numbered,
      kind: z.literal('message'),
      message: MessageView,
      clientMutationId: z.string().optional(),
    }),
    z.strictObject({
      ...numbered,
      kind: z.literal('message-deleted'),
      messageId: z.string(),
      expired: z.boolean(),
    }),
    z.strictObject({
      ...numbered,
      kind: z.literal('board'),
      title: z.string(),
      description: z.string().optional(),
      version: z.int().min(1),
    }),
    z.strictObject({ ...numbered, kind: z.literal('board-deleted') }),
    z.strictObject({ ...numbered, kind: z.literal('member'), userId: z.string(), role: z.enum(ROLES) }),
    z.strictObject({ ...numbered, kind: z.literal('member-removed'), userId: z.string() }),
    z.strictObject({ ...numbered, kind: z.literal('other') }),
  ])
  .meta({ id: 'Change', description: 'See docs/live-protocol.md, L11' });
export type BoardChange = z.infer<typeof BoardChange>;

const subscription = {
  re: z.string(),
  seq: z.int().min(0),
  people: z.array(Person).max(PEOPLE_MAX),
  you: Person,
};

/** The two answers to `subscribe` (L5). */
const Reset = z.strictObject({ type: z.literal('reset'), ...subscription });
const Subscribed = z.strictObject({ type: z.literal('subscribed'), ...subscription });
export type Subscribed = z.infer<typeof Reset> | z.infer<typeof Subscribed>;

/** The answer to `ping` (L6). */
const Pong = z.strictObject({ type: z.literal('pong'), re: z.string().optional(), seq: z.int().min(0) });

/** The answer to a successful change (L8). */
const Done = z.strictObject({
  type: z.literal('done'),
  re: z.string(),
  clientMutationId: z.string(),
  message: MessageView.optional(),
  editToken: z.string().optional(),
});

/** The answer to a refused message (L8, L10). It has no `re` when the message had no valid `id`. */
const Refused = z.strictObject({
  type: z.literal('refused'),
  re: z.string().optional(),
  clientMutationId: z.string().optional(),
  problem: ProblemSchema,
});
export type Refused = z.infer<typeof Refused>;

/** The answer to the client's own change. */
export type Answer = z.infer<typeof Done> | Refused;

const Changes = z.strictObject({ type: z.literal('changes'), changes: z.array(BoardChange).min(1) });

/** People who joined or left (L17). */
const Presence = z.strictObject({
  type: z.literal('presence'),
  joined: z.array(Person),
  left: z.array(z.string()).meta({ description: 'Ids of connections' }),
});

/** The last frame of a connection that the server ends (L21). */
const Closing = z.strictObject({ type: z.literal('closing'), reason: z.enum(CLOSING_REASONS) });

/** Where a person points (L17). */
const Pointer = z.strictObject({ type: z.literal('cursor'), connectionId: z.string(), x: z.number(), y: z.number() });

type Unnamed<Named> = Named extends unknown ? Omit<Named, 're' | 'clientMutationId'> : never;
/** An answer without the names of its message, which are added later. */
export type AnswerContent = Unnamed<Subscribed | z.infer<typeof Pong> | z.infer<typeof Done>>;

/** Every frame that the server sends. */
export const Frame = z.discriminatedUnion('type', [
  Reset,
  Subscribed,
  Pong,
  Done,
  Refused,
  Changes,
  Presence,
  Pointer,
  Closing,
]);
export type Frame = z.infer<typeof Frame>;
