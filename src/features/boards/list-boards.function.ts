import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { DEFAULT_PAGE, ListQuery } from '../../lambda/schemas/request.ts';
import { boardsById } from '../../table/board.ts';
import { listMemberships } from '../../table/member.ts';
import { BoardsPage, boardsPage } from './schemas.ts';

export const route = {
  summary: 'List your boards',
  description: 'Newest first.',
  auth: 'user',
  request: { query: ListQuery },
  success: { 200: { description: 'A page of boards', body: BoardsPage } },
  refusals: ['malformed-cursor'],
} satisfies Route;

/** Leaves out deleted boards, so a page can be shorter than its limit. */
export const handler = endpoint(route, async ({ user, query }) => {
  const { limit = DEFAULT_PAGE, cursor } = query;
  const { items, nextCursor } = await listMemberships(user.userId, { limit, cursor });
  const boards = await boardsById(items.map(({ boardId }) => boardId));
  const mine = items.flatMap(({ boardId, role }) => {
    const board = boards.get(boardId);
    return board ? [{ board, role }] : [];
  });
  return ok(boardsPage({ items: mine, nextCursor }));
});
