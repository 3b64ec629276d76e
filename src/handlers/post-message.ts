import { PUBLIC_BOARD } from '../domain/message.ts';
import { endpoint } from '../http/endpoint.ts';
import { created } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { messageView, NewMessage, PostedMessageView } from '../schemas/message.ts';
import { PostHeaders } from '../schemas/request.ts';
import { postMessage } from '../usecases/post-message.ts';

export const route = {
  summary: 'Post a message',
  description:
    'With an Idempotency-Key, the same message sent again within 24 hours is posted once and gets the first answer.',
  request: { headers: PostHeaders, body: NewMessage },
  success: {
    201: {
      description: 'The message, and once, never again, the token to edit it with',
      body: PostedMessageView,
      headers: ['location', 'etag', 'idempotent-replayed'],
    },
  },
  refusals: ['idempotency-key-reused'],
} satisfies Route;

export const handler = endpoint(route, async ({ headers, body }) => {
  const { message, editToken, replayed } = await postMessage(PUBLIC_BOARD, body, headers['idempotency-key']);
  const view = { ...messageView(message), editToken };
  return created(`/messages/${message.id}`, view, replayed ? { 'idempotent-replayed': 'true' } : {});
});
