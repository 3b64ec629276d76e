import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { DEFAULT_PAGE } from '../../lambda/schemas/page.ts';
import { BoardPath, PageParameters } from '../../lambda/schemas/request.ts';
import { membersOf } from './members.ts';
import { MembersPage, membersPage } from './schemas.ts';

export const route = {
  summary: 'List the members of a board',
  request: { path: BoardPath, query: PageParameters },
  success: { 200: { description: 'A page of members', body: MembersPage } },
  refusals: ['not-found', 'malformed-cursor'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path, query }) => {
  const { limit = DEFAULT_PAGE, cursor } = query;
  return ok(membersPage(await membersOf(user, path.boardId, { limit, cursor })));
});
