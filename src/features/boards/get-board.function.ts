import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { BoardPath } from '../../lambda/schemas/request.ts';
import { boardNotFound } from '../../table/board.ts';
import { openBoard } from '../../table/board-page.ts';
import { memberRole } from '../../table/member.ts';
import { defaultPageSize } from '../messages/config.ts';
import { OpenBoardView, openBoardView } from './schemas.ts';

export const route = {
  summary: 'Open a board',
  description:
    'Its newest messages are included, newest first. Send nextCursor to GET /boards/{boardId}/messages for older ones.',
  auth: 'user',
  request: { path: BoardPath },
  success: { 200: { description: 'The board and its newest messages', body: OpenBoardView } },
  refusals: ['not-found'],
} satisfies Route;

/** Reads the board by one Query, and the membership in parallel. */
export const handler = endpoint(route, async ({ user, path: { boardId } }) => {
  const [role, opened] = await Promise.all([memberRole(boardId, user.userId), openBoard(boardId, defaultPageSize())]);
  if (!role || !opened) throw boardNotFound();
  return ok(openBoardView({ role, ...opened }));
});
