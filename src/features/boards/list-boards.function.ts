import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { DEFAULT_PAGE } from '../../lambda/schemas/page.ts';
import { PageParameters } from '../../lambda/schemas/request.ts';
import { myBoards } from './boards.ts';
import { BoardsPage, boardsPage } from './schemas.ts';

export const route = {
  summary: 'List your boards',
  description: 'Newest first.',
  request: { query: PageParameters },
  success: { 200: { description: 'A page of boards', body: BoardsPage } },
  refusals: ['malformed-cursor'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, query }) => {
  const { limit = DEFAULT_PAGE, cursor } = query;
  return ok(boardsPage(await myBoards(user, { limit, cursor })));
});
