import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { LinksPage, linksPage } from '../schemas/link.ts';
import { DEFAULT_PAGE } from '../schemas/page.ts';
import { BoardPath, PageParameters } from '../schemas/request.ts';
import { linksOf } from '../usecases/links.ts';

export const route = {
  summary: 'List the invites and share links of a board',
  description: 'For its owners, newest first. Their tokens are not kept, so they cannot be shown again.',
  request: { path: BoardPath, query: PageParameters },
  success: { 200: { description: 'A page of invites and links', body: LinksPage } },
  refusals: ['not-found', 'role-too-low', 'malformed-cursor'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path, query }) => {
  const { limit = DEFAULT_PAGE, cursor } = query;
  return ok(linksPage(await linksOf(user, path.boardId, { limit, cursor })));
});
