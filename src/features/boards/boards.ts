import { memberActor } from '../../access/actor.ts';
import { type Created, create } from '../../access/once.ts';
import { type Role, requireRole, type User } from '../../domain/actor.ts';
import type { Board, BoardChange } from '../../domain/board.ts';
import type { Message } from '../../domain/message.ts';
import type { Page } from '../../domain/page.ts';
import { boardNotFound, boardsById, deleteBoard, putBoardWrite, updateBoard } from '../../table/board.ts';
import { openBoard } from '../../table/board-page.ts';
import { listMemberships, memberRole, putMemberWrite } from '../../table/member.ts';
import type { PageQuery } from '../../table/query.ts';

/** A board as one of its members sees it. */
export type MyBoard = { board: Board; role: Role };

/** Makes a board, its maker the first owner. @throws Refusal `idempotency-key-reused`, `unavailable` */
export const createBoard = (
  { userId }: User,
  content: Pick<Board, 'title' | 'description'>,
  key?: string,
): Promise<Created<MyBoard>> => {
  const boardOf = (id: string): Board => ({ id, ...content, owners: 1, version: 1 });
  return create(key === undefined ? undefined : { scope: `create-board ${userId}`, key, payload: content }, {
    answer: ({ id }) => ({ board: boardOf(id), role: 'owner' }),
    writes: ({ id }) => [putBoardWrite(boardOf(id)), putMemberWrite({ boardId: id, userId, role: 'owner' })],
  });
};

/** The boards of a person, newest first. A deleted board is in no page, so a page can be short. @throws Refusal `malformed-cursor` */
export const myBoards = async ({ userId }: User, page: PageQuery): Promise<Page<MyBoard>> => {
  const { items, nextCursor } = await listMemberships(userId, page);
  const boards = await boardsById(items.map(({ boardId }) => boardId));
  const mine = items.flatMap(({ boardId, role }) => {
    const board = boards.get(boardId);
    return board ? [{ board, role }] : [];
  });
  return { items: mine, nextCursor };
};

/** A board with its newest messages: one Query, and the membership meanwhile. @throws Refusal `not-found` */
export const openMyBoard = async (
  { userId }: User,
  boardId: string,
  limit: number,
): Promise<MyBoard & { messages: Page<Message> }> => {
  const [role, page] = await Promise.all([memberRole(boardId, userId), openBoard(boardId, limit)]);
  if (!role || !page) throw boardNotFound();
  return { role, ...page };
};

/** Changes a board's title or description. @throws Refusal `not-found`, `role-too-low`, `version-mismatch` */
export const editBoard = async (
  { userId }: User,
  boardId: string,
  change: BoardChange,
  versions?: readonly number[],
): Promise<MyBoard> => {
  const actor = await memberActor(boardId, userId);
  requireRole(actor, 'owner');
  return { board: await updateBoard(boardId, change, versions), role: actor.role };
};

/** Deletes a board: it is gone from every read at once. @throws Refusal `not-found`, `role-too-low`, `version-mismatch` */
export const removeBoard = async ({ userId }: User, boardId: string, versions?: readonly number[]): Promise<void> => {
  requireRole(await memberActor(boardId, userId), 'owner');
  await deleteBoard(boardId, versions);
};
