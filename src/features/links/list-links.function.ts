import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { DEFAULT_PAGE } from '../../lambda/schemas/page.ts';
import { BoardPath, PageParameters } from '../../lambda/schemas/request.ts';
import { linksOf } from './links.ts';
import { LinksPage, linksPage } from './schemas.ts';

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
