import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { ListQuery } from '../../lambda/schemas/request.ts';
import { boardsWithMember } from '../../table/member.ts';
import { listMessagesBy } from '../../table/my-messages.ts';
import { defaultPageSize } from './config.ts';
import { MessagesPage, messagesPage } from './schemas.ts';

export const route = {
  summary: 'List your messages',
  description: 'From all boards that you are a member of, newest first.',
  auth: 'user',
  request: { query: ListQuery },
  success: { 200: { description: 'A page of your messages', body: MessagesPage } },
  refusals: ['malformed-cursor'],
} satisfies Route;

/**
 * Leaves out messages on deleted boards and on boards that the person is not a member of. So a page can be short and
 * still have a next one.
 */
export const handler = endpoint(route, async ({ user: { userId }, query }) => {
  const { limit = defaultPageSize(), cursor } = query;
  const { items, nextCursor } = await listMessagesBy(userId, { limit, cursor });
  const boards = await boardsWithMember(userId, [...new Set(items.map(({ boardId }) => boardId))]);
  return ok(messagesPage({ items: items.filter(({ boardId }) => boards.has(boardId)), nextCursor }));
});
