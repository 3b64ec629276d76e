import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { BoardsPage, boardsPage } from '../schemas/board.ts';
import { DEFAULT_PAGE } from '../schemas/page.ts';
import { PageParameters } from '../schemas/request.ts';
import { myBoards } from '../usecases/boards.ts';

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
