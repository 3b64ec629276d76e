import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { defaultPageSize } from '../page-size.ts';
import { OpenBoardView, openBoardView } from '../schemas/board.ts';
import { BoardPath } from '../schemas/request.ts';
import { openMyBoard } from '../usecases/boards.ts';

export const route = {
  summary: 'Open a board',
  description: 'With its newest messages, newest first; nextCursor goes on in GET /boards/{boardId}/messages.',
  request: { path: BoardPath },
  success: { 200: { description: 'The board and its newest messages', body: OpenBoardView } },
  refusals: ['not-found'],
} satisfies Route;

export const handler = endpoint(route, async ({ user, path }) =>
  ok(openBoardView(await openMyBoard(user, path.boardId, defaultPageSize))),
);
