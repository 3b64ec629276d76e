import { PUBLIC_BOARD } from '../domain/message.ts';
import { endpoint } from '../http/endpoint.ts';
import { created } from '../http/responses.ts';
import { messageView, NewMessage } from '../schemas/message.ts';
import { postMessage } from '../usecases/post-message.ts';

/** POST /messages */
export const handler = endpoint({ body: NewMessage }, async ({ body }) => {
  const message = await postMessage({ boardId: PUBLIC_BOARD, ...body });
  return created(`/messages/${message.id}`, messageView(message));
});
