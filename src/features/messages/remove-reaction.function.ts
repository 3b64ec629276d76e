import { endpoint } from '../../lambda/http/endpoint.ts';
import { current } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { react } from './change-message.ts';
import { ReactionPath } from './request.ts';
import { MessageView, messageView } from './schemas.ts';

export const route = {
  summary: 'Take a reaction back',
  description: 'Repeating the request changes nothing.',
  auth: 'user',
  request: { path: ReactionPath },
  success: { 200: { description: 'The updated message', body: MessageView, headers: ['etag'] } },
  refusals: ['not-found', 'role-too-low'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path: { boardId, messageId, emoji } }) =>
  current(messageView(await react(user, { boardId, id: messageId }, emoji, false))),
);
