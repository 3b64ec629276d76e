import type { Board, BoardChange } from '../domain/board.ts';
import { Refusal } from '../domain/refusal.ts';
import { boardKeys, idIn } from './keys.ts';
import type { Item } from './kit/item.ts';
import { batchGet, CONSISTENT, getItem, itemOf } from './kit/read.ts';
import { check, IS_NEW, type PutWrite, put, remove, sendDelete, sendUpdate, update, type Write } from './kit/write.ts';
import { mergeWrite, versionCondition } from './merge.ts';
import { isDeletedAlready, isEditedAlready } from './repetition.ts';

/** The refusal of a board that is not there, and of one that the caller may not know of. */
export const boardNotFound = (): Refusal =>
  new Refusal('not-found', 'There is no such board, or you are no member of it.');

/** The inverse of what `putBoardWrite` stores. */
export const boardOf = (item: Item): Board => {
  const { PK, SK, ...board } = item as Item & Omit<Board, 'id'>;
  return { id: idIn(PK), ...board };
};

/** A new board. */
export const putBoardWrite = ({ id, ...attributes }: Board): PutWrite =>
  put({ ...boardKeys(id), ...attributes }, IS_NEW);

/** That a board is there, as a part of a transaction. */
export const boardExistsWrite = (boardId: string): Write => check(boardKeys(boardId), 'attribute_exists(PK)');

/** One owner more or less, never none, as a part of a transaction. */
export const countOwnersWrite = (boardId: string, by: 1 | -1): Write =>
  update(boardKeys(boardId), 'SET owners = owners + :by', {
    condition: by === 1 ? 'attribute_exists(PK)' : 'owners > :one',
    values: { ':by': by, ...(by === -1 && { ':one': 1 }) },
  });

/** Access pattern "is this board there": one read unit. */
export const getBoard = async (id: string): Promise<Board | undefined> => {
  const item = await getItem(boardKeys(id), CONSISTENT);
  return item && boardOf(item);
};

/** Access pattern "these boards": those that are still there, by id. */
export const boardsById = async (ids: readonly string[]): Promise<Map<string, Board>> => {
  const items = ids.length === 0 ? [] : await batchGet([...new Set(ids)].map(boardKeys));
  const boards = ids.flatMap((id) => {
    const item = itemOf(items, boardKeys(id));
    return item ? [boardOf(item)] : [];
  });
  return new Map(boards.map((board) => [board.id, board]));
};

/** Says why a write of a board was refused, by the item that was in its way. */
const refusalOf = (found: Item | undefined): Refusal =>
  found
    ? new Refusal(
        'version-mismatch',
        `The board is in version ${boardOf(found).version} now. Read it again before you change it.`,
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
 * Access pattern "delete a board": its item alone. Whatever else is in its partition is unreachable from then on, since
 * every door asks for this item, and is removed in the background. @throws Refusal `not-found`, `version-mismatch`
 */
export const deleteBoard = async (id: string, versions?: readonly number[]): Promise<void> => {
  const { refused } = await sendDelete(remove(boardKeys(id), versionCondition(versions)));
  if (refused && !isDeletedAlready(refused)) throw refusalOf(refused.found);
};
