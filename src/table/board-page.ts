import type { Board } from '../domain/board.ts';
import { isGone, type Message } from '../domain/message.ts';
import type { Page } from '../domain/page.ts';
import { boardOf } from './board.ts';
import { BOARD_SORT, boardPartition, messageBounds } from './keys.ts';
import { CONSISTENT, queryItems } from './kit/read.ts';
import { fromItem } from './message-item.ts';
import { cursorAfter, listMessagePage } from './message-lists.ts';

/**
 * Fills the page by a second read if expired messages left room in it. Without expired messages there is no second
 * Query.
 */
const filled = async (boardId: string, limit: number, { items, nextCursor }: Page<Message>): Promise<Page<Message>> => {
  if (nextCursor === null || items.length === limit) return { items, nextCursor };
  const older = await listMessagePage({ boardId }, { limit: limit - items.length, cursor: nextCursor });
  return { items: [...items, ...older.items], nextCursor: older.nextCursor };
};

/**
 * Access pattern "open a board": the board and its newest N messages by one backward Query. The board's own item sorts
 * after its last message.
 * @returns undefined when there is no such board
 */
export const openBoard = async (
  boardId: string,
  limit: number,
): Promise<{ board: Board; messages: Page<Message> } | undefined> => {
  const { items, next } = await queryItems({
    ...CONSISTENT,
    partition: boardPartition(boardId),
    bounds: { first: messageBounds().first, last: BOARD_SORT },
    backwards: true,
    limit: limit + 1,
  });
  const [newest, ...rest] = items;
  if (newest?.SK !== BOARD_SORT) return undefined;
  const messages = rest.map((item) => fromItem(item).message);
  const last = messages.at(-1);
  const nextCursor = next && last ? cursorAfter(boardId, last.id) : null;
  return {
    board: boardOf(newest),
    messages: await filled(boardId, limit, { items: messages.filter((message) => !isGone(message)), nextCursor }),
  };
};
