import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { PageParameters } from '../../lambda/schemas/request.ts';
import { defaultPageSize } from './config.ts';
import { myMessages } from './my-messages.ts';
import { MessagesPage, messagesPage } from './schemas.ts';

export const route = {
  summary: 'List what you wrote',
  description: 'Across boards, newest first.',
  request: { query: PageParameters },
  success: { 200: { description: 'A page of your messages', body: MessagesPage } },
  refusals: ['malformed-cursor'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, query }) => {
  const { limit = defaultPageSize, cursor } = query;
  return ok(messagesPage(await myMessages(user, { limit, cursor })));
});
