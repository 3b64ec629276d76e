import type { Board, BoardChange } from '../domain/board.ts';
import { Refusal } from '../domain/refusal.ts';
import { boardKeys, idIn } from './keys.ts';
import type { Item } from './kit/item.ts';
import { batchGet, CONSISTENT, getItem, itemOf } from './kit/read.ts';
import { check, IS_NEW, type PutWrite, put, remove, sendDelete, sendUpdate, update, type Write } from './kit/write.ts';
import { mergeWrite, versionCondition } from './merge.ts';
import { isDeletedAlready, isEditedAlready } from './repetition.ts';

/** The refusal for a missing board, and for a board that is hidden from the caller. */
export const boardNotFound = (): Refusal =>
  new Refusal('not-found', 'There is no such board, or you are not a member of it.');

/** The inverse of what `putBoardWrite` stores. */
export const boardOf = (item: Item): Board => {
  const { PK, SK, ...board } = item as Item & Omit<Board, 'id'>;
  return { id: idIn(PK), ...board };
};

/** A new board. */
export const putBoardWrite = ({ id, ...attributes }: Board): PutWrite =>
  put({ ...boardKeys(id), ...attributes }, IS_NEW);

/** Checks that a board exists, as a part of a transaction. */
export const boardExistsWrite = (boardId: string): Write => check(boardKeys(boardId), 'attribute_exists(PK)');

/** Changes the number of owners by one, never to zero, as a part of a transaction. */
export const countOwnersWrite = (boardId: string, by: 1 | -1): Write =>
  update(boardKeys(boardId), 'SET owners = owners + :by', {
    condition: by === 1 ? 'attribute_exists(PK)' : 'owners > :one',
    values: { ':by': by, ...(by === -1 && { ':one': 1 }) },
  });

/** Access pattern "does this board exist": one read unit. */
export const getBoard = async (id: string): Promise<Board | undefined> => {
  const item = await getItem(boardKeys(id), CONSISTENT);
  return item && boardOf(item);
};

/** Access pattern "these boards": the existing ones, by id. */
export const boardsById = async (ids: readonly string[]): Promise<Map<string, Board>> => {
  const items = ids.length === 0 ? [] : await batchGet([...new Set(ids)].map(boardKeys));
  const boards = ids.flatMap((id) => {
    const item = itemOf(items, boardKeys(id));
    return item ? [boardOf(item)] : [];
  });
  return new Map(boards.map((board) => [board.id, board]));
};

/** The refusal of a write of a board, by the item that it found. */
const refusalOf = (found: Item | undefined): Refusal =>
  found
    ? new Refusal(
        'version-mismatch',
        `The board now has version ${boardOf(found).version}. Read it again before you change it.`,
      )
    : boardNotFound();

/** Access pattern "edit a board". @throws Refusal `not-found`, `version-mismatch` */
export const updateBoard = async (id: string, change: BoardChange, versions?: readonly number[]): Promise<Board> => {
  const write = mergeWrite(boardKeys(id), change, versionCondition(versions));
  const { returned, refused } = await sendUpdate(write, 'ALL_NEW');
  if (!refused) return boardOf(returned);
  const found = refused.found && boardOf(refused.found);
  if (found && isEditedAlready(refused, found, change, versions)) return found;
  throw refusalOf(refused.found);
};

/**
 * Access pattern "delete a board": deletes only its own item. The other items of its partition become unreachable,
 * since every door checks this item. A job removes them later.
 * @throws Refusal `not-found`, `version-mismatch`
 */
export const deleteBoard = async (id: string, versions?: readonly number[]): Promise<void> => {
  const { refused } = await sendDelete(remove(boardKeys(id), versionCondition(versions)));
  if (refused && !isDeletedAlready(refused)) throw refusalOf(refused.found);
};
