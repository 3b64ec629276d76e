import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { defaultPageSize } from '../page-size.ts';
import { MessagesPage, messagesPage } from '../schemas/message.ts';
import { PageParameters } from '../schemas/request.ts';
import { myMessages } from '../usecases/my-messages.ts';

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
