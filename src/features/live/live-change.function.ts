import type { Permission } from '../../access/right.ts';
import type { Caller } from '../../domain/actor.ts';
import type { Message, MessageChange } from '../../domain/message.ts';
import type { Reaction } from '../../domain/reaction.ts';
import { Refusal } from '../../domain/refusal.ts';
import { perDoor } from '../../lambda/http/caller.ts';
import { deleteMessage, editMessage, react } from '../messages/change-message.ts';
import { type DraftRequest, postMessage } from '../messages/post-message.ts';
import { messageView } from '../messages/schemas.ts';
import { changeRequest } from './message-schemas.ts';
import { action } from './socket/action.ts';

/**
 * A change that a client requests over its connection. `clientMutationId` lets the client recognise the change when it
 * arrives.
 */
type ChangeRequest = { clientMutationId: string } & (
  | { action: 'post'; message: DraftRequest }
  | ({ action: 'edit'; messageId: string; change: MessageChange } & Permission)
  | ({ action: 'delete'; messageId: string } & Permission)
  | { action: 'react'; messageId: string; reaction: Reaction; given: boolean }
);

/** Its result. */
type ChangeResult = { message?: Message; editToken?: string | undefined };

/** Does the same as the HTTP route, with the same rules. @throws Refusal as that route */
const change = async (caller: Caller, boardId: string, request: ChangeRequest): Promise<ChangeResult> => {
  const { clientMutationId } = request;
  switch (request.action) {
    case 'post':
      return (await postMessage(caller, request.message, clientMutationId, clientMutationId)).created;
    case 'edit':
      return { message: await editMessage(caller, request.messageId, request.change, request, clientMutationId) };
    case 'delete':
      await deleteMessage(caller, request.messageId, request);
      return {};
    case 'react': {
      if (caller.door !== 'board') throw new Refusal('role-too-low', 'Only members of a board can react.');
      const { messageId: id, reaction, given } = request;
      return { message: await react(caller.user, { boardId, id }, reaction, given) };
    }
  }
};

const REQUEST = perDoor(changeRequest);

export const handler = action({
  schema: ({ caller }) => REQUEST[caller.door],
  work: async ({ connection, caller, body }) => {
    const versions = 'ifMatch' in body && body.ifMatch !== undefined ? { versions: [body.ifMatch] } : {};
    const { message, editToken } = await change(caller, connection.boardId, { ...body, ...versions });
    return { type: 'done', ...(message && { message: messageView(message) }), editToken };
  },
});
