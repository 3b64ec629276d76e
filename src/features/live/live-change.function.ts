import { messageView } from '../messages/schemas.ts';
import { change } from './change.ts';
import { changeRequest } from './message-schemas.ts';
import { action } from './socket/action.ts';

export const handler = action({
  schema: ({ caller }) => changeRequest(caller.door),
  work: async ({ connection, caller, body }) => {
    const versions = 'ifMatch' in body && body.ifMatch !== undefined ? { versions: [body.ifMatch] } : {};
    const { message, editToken } = await change(caller, connection.boardId, { ...body, ...versions });
    return { type: 'done', ...(message && { message: messageView(message) }), editToken };
  },
});
