import { PUBLIC_BOARD } from '../domain/message.ts';
import { endpoint } from '../http/endpoint.ts';
import { current } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { MessageView, messageView } from '../schemas/message.ts';
import { MessagePath, ReadHeaders } from '../schemas/request.ts';
import { getMessage } from '../usecases/get-message.ts';

export const route = {
  summary: 'Read a message',
  request: { path: MessagePath, headers: ReadHeaders },
  success: {
    200: { description: 'The message', body: MessageView, headers: ['etag'] },
    304: { description: 'The version that If-None-Match names is the current one', headers: ['etag'] },
  },
  refusals: ['not-found'],
} satisfies Route;

export const handler = endpoint(route, async ({ path, headers }) => {
  const message = await getMessage({ boardId: PUBLIC_BOARD, id: path.messageId });
  return current(messageView(message), headers['if-none-match']);
});
