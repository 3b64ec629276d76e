import * as z from 'zod';
import { ID_PATTERN } from '../domain/id.ts';
import { POSITION_BOUND } from '../domain/limits.ts';
import type { LiveCaller } from '../domain/live.ts';
import { REACTIONS } from '../domain/reaction.ts';
import { MessagePatch, NewMemberMessage, NewMessage } from './message.ts';

/** Messages of a client over its connection: docs/live-protocol.md, L5 to L9. */

const name = (label: string) =>
  z
    .string({ error: `${label} must be a text of 1 to 64 characters` })
    .min(1)
    .max(64, `${label} has more than 64 characters`);

const id = name('id');
const messageId = z
  .string({ error: 'messageId must be the id of a message' })
  .regex(ID_PATTERN, 'messageId must be the id of a message');
const coordinate = z.number().min(-POSITION_BOUND).max(POSITION_BOUND);

export const Subscribe = z.strictObject({
  action: z.literal('subscribe'),
  id,
  since: z.int('since must be the seq of a change').min(0).optional(),
});

export const Ping = z.strictObject({ action: z.literal('ping'), id: id.optional() });

export const Cursor = z.strictObject({ action: z.literal('cursor'), x: coordinate, y: coordinate });

const request = { id, clientMutationId: name('clientMutationId') };

/** `ifMatch`: the version that the change was made for. */
const permission = {
  editToken: z.string().max(100).optional(),
  ifMatch: z.int('ifMatch must be a version number').min(1).optional(),
};

const POST = { wall: NewMessage, board: NewMemberMessage, shared: NewMessage };

/** Schema of the four changes; what a post may hold depends on the door, as by HTTP. */
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

const ACTIONS = ['subscribe', 'ping', 'cursor', 'post', 'edit', 'delete', 'react'];

/** What arrives here has none of them as its action. */
export const AnyAction = z.looseObject({
  action: z.enum([], { error: `action must be one of ${ACTIONS.join(', ')}` }),
});
