import * as z from 'zod';
import { ID_PATTERN } from '../../domain/id.ts';
import { SOCKET_ID_MAX_LENGTH } from '../../domain/limits.ts';
import type { LiveCaller } from '../../domain/live.ts';
import { REACTIONS } from '../../domain/reaction.ts';
import { idempotencyKey } from '../../lambda/schemas/idempotency-key.ts';
import { coordinate, MessagePatch, NewMemberMessage, NewMessage } from '../messages/schemas.ts';

/** Messages of a client over its connection: docs/live-protocol.md, L5 to L9. */

const ID = `id must be a string of 1 to ${SOCKET_ID_MAX_LENGTH} characters`;
/** The client's own name for a message. The answer repeats it. */
const id = z.string({ error: ID }).min(1, ID).max(SOCKET_ID_MAX_LENGTH, ID);
const messageId = z
  .string({ error: 'messageId must be the id of a message' })
  .regex(ID_PATTERN, 'messageId must be the id of a message');

const SINCE = 'since must be the seq of a change';
const PROTOCOL = 'protocol must be a version number';
const VERSION = 'ifMatch must be a version number';

export const Subscribe = z.strictObject({
  action: z.literal('subscribe'),
  id,
  since: z.int(SINCE).min(0, SINCE).optional(),
  /** The version of the protocol that the client speaks (L19). */
  protocol: z.int(PROTOCOL).min(1, PROTOCOL).optional(),
});

export const Ping = z.strictObject({ action: z.literal('ping'), id: id.optional() });

export const Cursor = z.strictObject({ action: z.literal('cursor'), x: coordinate('x'), y: coordinate('y') });

const request = { id, clientMutationId: idempotencyKey('clientMutationId') };

/** `ifMatch`: the version that the change is based on. */
const permission = {
  editToken: z.string().max(100).optional(),
  ifMatch: z.int(VERSION).min(1, VERSION).optional(),
};

const POST = { wall: NewMessage, board: NewMemberMessage, shared: NewMessage };

/** Schema of the four changes. The fields of a post depend on the door, as over HTTP. */
export const changeRequest = (door: LiveCaller['door']) =>
  z.discriminatedUnion('action', [
    z.strictObject({ action: z.literal('post'), ...request, message: POST[door] }),
    z.strictObject({ action: z.literal('edit'), ...request, messageId, change: MessagePatch, ...permission }),
    z.strictObject({ action: z.literal('delete'), ...request, messageId, ...permission }),
    z.strictObject({
      action: z.literal('react'),
      ...request,
      messageId,
      reaction: z.enum(REACTIONS, { error: `reaction must be one of ${REACTIONS.join(', ')}` }),
      given: z.boolean({ error: 'given must be true or false' }),
    }),
  ]);

/** A message from a client. */
export type ChangeMessage = z.input<ReturnType<typeof changeRequest>>;
export type ClientMessage = z.input<typeof Subscribe> | z.input<typeof Ping> | z.input<typeof Cursor> | ChangeMessage;

const ACTIONS = ['subscribe', 'ping', 'cursor', 'post', 'edit', 'delete', 'react'];

/** Messages that arrive here have none of these actions. */
export const AnyAction = z.looseObject({
  action: z.enum([], { error: `action must be one of ${ACTIONS.join(', ')}` }),
});
