import type { Connection } from '../domain/live.ts';
import { connectionKeys, idIn, liveKeys, livePartition } from './keys.ts';
import type { Item } from './kit/item.ts';
import { CONSISTENT, getItem, queryPages } from './kit/read.ts';
import { transact } from './kit/transaction.ts';
import { put, remove, sendUpdate, update } from './kit/write.ts';

/** Reads what `putConnection` stores among the connections of a board. */
export const connectionOf = (item: Item): Connection => {
  const { PK, SK, cursorAt, ...connection } = item as Item & Omit<Connection, 'boardId' | 'connectionId'>;
  return { boardId: idIn(PK), connectionId: idIn(SK), ...connection };
};

/**
 * Access pattern "connect": stores the connection twice, among those of its board and under its own id.
 * @throws Refusal `unavailable`
 */
export const putConnection = async ({ boardId, connectionId, ...attributes }: Connection): Promise<void> => {
  await transact({
    ofBoard: put({ ...liveKeys(boardId, connectionId), ...attributes }),
    byItself: put({ ...connectionKeys(connectionId), boardId, expiresAt: attributes.expiresAt }),
  });
};

/** Access pattern "whose connection is this": reads its board, then the connection. */
export const getConnection = async (connectionId: string): Promise<Connection | undefined> => {
  const lookup = await getItem(connectionKeys(connectionId), CONSISTENT);
  const item = lookup && (await getItem(liveKeys(String(lookup.boardId), connectionId), CONSISTENT));
  return item && connectionOf(item);
};

/** Access pattern "who is on this board". The read is consistent, so that no connection misses a change. */
export const connectionsOf = async (boardId: string, consistent = true): Promise<Connection[]> => {
  const found: Connection[] = [];
  for await (const items of queryPages({ partition: livePartition(boardId), ...(consistent && CONSISTENT) })) {
    found.push(...items.map(connectionOf));
  }
  return found;
};

/** Access pattern "disconnect". Repeating it changes nothing. */
export const deleteConnection = async ({ boardId, connectionId }: Pick<Connection, 'boardId' | 'connectionId'>) => {
  await transact({
    ofBoard: remove(liveKeys(boardId, connectionId)),
    byItself: remove(connectionKeys(connectionId)),
  });
};

type Stamp = 'seenAt' | 'cursorAt' | 'readyAt';

/**
 * Access patterns "heard of it", "it points" and "it wants changes": stores the time (epoch milliseconds) on an
 * existing connection.
 * @param pauseMs the least time since the last call; without it the functions' clocks need not agree
 * @returns false when the connection is gone, or the last call was too recent
 */
export const stampConnection = async (
  { boardId, connectionId }: Pick<Connection, 'boardId' | 'connectionId'>,
  stamp: Stamp,
  now: number,
  pauseMs?: number,
): Promise<boolean> => {
  const isLater = `(attribute_not_exists(${stamp}) OR ${stamp} <= :before)`;
  const { refused } = await sendUpdate(
    update(liveKeys(boardId, connectionId), `SET ${stamp} = :now`, {
      condition: pauseMs === undefined ? 'attribute_exists(PK)' : `attribute_exists(PK) AND ${isLater}`,
      values: { ':now': now, ...(pauseMs !== undefined && { ':before': now - pauseMs }) },
    }),
  );
  return !refused;
};
