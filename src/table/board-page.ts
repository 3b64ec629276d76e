import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Board } from '../domain/board.ts';
import { isGone, type Message } from '../domain/message.ts';
import type { Page } from '../domain/page.ts';
import type { Attributes } from './batch.ts';
import { boardOf } from './board.ts';
import { CONSISTENT, client, table } from './client.ts';
import { BOARD_SORT, boardPartition, messageBounds } from './keys.ts';
import { fromItem } from './message-item.ts';
import { cursorAfter, listMessagePage } from './message-lists.ts';

/** Reads on where messages whose time is over left room in the page; where there are none, no second Query. */
const filled = async (boardId: string, limit: number, { items, nextCursor }: Page<Message>): Promise<Page<Message>> => {
  if (nextCursor === null || items.length === limit) return { items, nextCursor };
  const older = await listMessagePage({ boardId }, { limit: limit - items.length, cursor: nextCursor });
  return { items: [...items, ...older.items], nextCursor: older.nextCursor };
};

/**
 * Access pattern "open a board": the board and its newest N messages by one backward Query, since the board's own item
 * sorts after its last message. @returns undefined when there is no such board
 */
export const openBoard = async (
  boardId: string,
  limit: number,
): Promise<{ board: Board; messages: Page<Message> } | undefined> => {
  const { Items = [], LastEvaluatedKey } = await client().send(
    new QueryCommand({
      ...table(),
      ...CONSISTENT,
      KeyConditionExpression: 'PK = :board AND SK BETWEEN :first AND :last',
      ExpressionAttributeValues: marshall({
        ':board': boardPartition(boardId),
        ':first': messageBounds().first,
        ':last': BOARD_SORT,
      }),
      ScanIndexForward: false,
      Limit: limit + 1,
    }),
  );
  const [newest, ...rest] = Items;
  if (newest?.SK?.S !== BOARD_SORT) return undefined;
  const messages = rest.map((item) => fromItem(item).message);
  const last = messages.at(-1);
  const nextCursor = LastEvaluatedKey && last ? cursorAfter(boardId, last.id) : null;
  return {
    board: boardOf(unmarshall(newest) as Attributes),
    messages: await filled(boardId, limit, { items: messages.filter((message) => !isGone(message)), nextCursor }),
  };
};
