import { perDoor } from '../../lambda/http/caller.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { RATE_LIMIT_HEADERS, rateLimit } from '../../lambda/http/rate-limit.ts';
import { created, replayed } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { PostHeaders } from '../../lambda/schemas/request.ts';
import { postMessage } from './post-message.ts';
import { messagesPath } from './request.ts';
import { messageView, NewMemberMessage, NewMessage, PostedMessageView } from './schemas.ts';

export const route = perDoor(
  (door) =>
    ({
      summary: 'Post a message',
      description:
        'With an Idempotency-Key, a message sent again within 24 hours is posted only once and gets the first answer.',
      auth: 'door',
      request: {
        path: messagesPath(door),
        headers: PostHeaders,
        body: door === 'board' ? NewMemberMessage : NewMessage,
      },
      success: {
        201: {
          description: 'The message. If you are not signed in, it includes the token to edit it, only this once',
          body: PostedMessageView,
          headers: ['location', 'etag', 'idempotent-replayed', ...RATE_LIMIT_HEADERS],
        },
      },
      refusals: [
        'idempotency-key-reused',
        'quota-exceeded',
        ...(door === 'board' ? (['role-too-low', 'profile-missing'] as const) : []),
        ...(door === 'shared' ? (['link-read-only'] as const) : []),
      ],
    }) satisfies Route,
);

export const handler = endpoint(route, async ({ caller, url, headers, body }) => {
  const posted = await postMessage(caller, body, headers['idempotency-key']);
  const { message, editToken } = posted.created;
  const more = { ...replayed(posted), ...rateLimit(posted.quota) };
  return created(`${url}/${message.id}`, { ...messageView(message), editToken }, more);
});
