import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { BoardPath } from '../../lambda/schemas/request.ts';
import { defaultPageSize } from '../messages/config.ts';
import { openMyBoard } from './boards.ts';
import { OpenBoardView, openBoardView } from './schemas.ts';

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
