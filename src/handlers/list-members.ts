import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { MembersPage, membersPage } from '../schemas/member.ts';
import { DEFAULT_PAGE } from '../schemas/page.ts';
import { BoardPath, PageParameters } from '../schemas/request.ts';
import { membersOf } from '../usecases/members.ts';

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
