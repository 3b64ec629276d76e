import {
  ConditionalCheckFailedException,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Connection } from '../domain/live.ts';
import type { Attributes } from './batch.ts';
import { CONSISTENT, client, table } from './client.ts';
import { connectionKeys, idIn, liveKeys, livePartition } from './keys.ts';
import type { Item } from './message-item.ts';
import { transact } from './transaction.ts';

/** The inverse of what `putConnection` stores among the connections of its board. */
export const connectionOf = (attributes: Attributes): Connection => {
  const { PK, SK, cursorAt, ...connection } = attributes as unknown as Omit<Connection, 'boardId' | 'connectionId'> & {
    PK: string;
    SK: string;
    cursorAt?: number;
  };
  return { boardId: idIn(PK), connectionId: idIn(SK), ...connection };
};

/** Access pattern "connect": among those of its board, and by itself. @throws Refusal `unavailable` */
export const putConnection = async ({ boardId, connectionId, ...attributes }: Connection): Promise<void> => {
  const put = (item: object) => ({
    Put: { TableName: table().TableName, Item: marshall(item, { removeUndefinedValues: true }) },
  });
  await transact([
    put({ ...liveKeys(boardId, connectionId), ...attributes }),
    put({ ...connectionKeys(connectionId), boardId, expiresAt: attributes.expiresAt }),
  ]);
};

const getItem = async (keys: { PK: string; SK: string }): Promise<Attributes | undefined> => {
  const { Item } = await client().send(new GetItemCommand({ ...table(), ...CONSISTENT, Key: marshall(keys) }));
  return Item && (unmarshall(Item) as Attributes);
};

/** Access pattern "whose connection is this": the board that it is of, then the connection. */
export const getConnection = async (connectionId: string): Promise<Connection | undefined> => {
  const lookup = await getItem(connectionKeys(connectionId));
  const item = lookup && (await getItem(liveKeys(String(lookup.boardId), connectionId)));
  return item && connectionOf(item);
};

/** Access pattern "who is on this board": read consistently, so that nobody who is there misses a change. */
export const connectionsOf = async (boardId: string, consistent = true): Promise<Connection[]> => {
  const found: Connection[] = [];
  let start: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client().send(
      new QueryCommand({
        ...table(),
        ...(consistent && CONSISTENT),
        KeyConditionExpression: 'PK = :board',
        ExpressionAttributeValues: marshall({ ':board': livePartition(boardId) }),
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    found.push(...Items.map((item) => connectionOf(unmarshall(item) as Attributes)));
    start = LastEvaluatedKey;
  } while (start);
  return found;
};

/** Access pattern "disconnect". Doing it again changes nothing. */
export const deleteConnection = async ({ boardId, connectionId }: Pick<Connection, 'boardId' | 'connectionId'>) => {
  const remove = (keys: object) => ({ Delete: { TableName: table().TableName, Key: marshall(keys) } });
  await transact([remove(liveKeys(boardId, connectionId)), remove(connectionKeys(connectionId))]);
};

type Stamp = 'seenAt' | 'cursorAt' | 'readyAt';

/**
 * Access patterns "heard of it", "it points" and "it wants changes": notes the time (epoch milliseconds) on a connection
 * that is still there.
 * @param pauseMs that must have passed since the last time; without it the functions' clocks need not agree
 * @returns false when it is gone, or when that was too short ago
 */
export const stampConnection = async (
  { boardId, connectionId }: Pick<Connection, 'boardId' | 'connectionId'>,
  stamp: Stamp,
  now: number,
  pauseMs?: number,
): Promise<boolean> => {
  const isLater = `(attribute_not_exists(${stamp}) OR ${stamp} <= :before)`;
  try {
    await client().send(
      new UpdateItemCommand({
        ...table(),
        Key: marshall(liveKeys(boardId, connectionId)),
        UpdateExpression: `SET ${stamp} = :now`,
        ConditionExpression: pauseMs === undefined ? 'attribute_exists(PK)' : `attribute_exists(PK) AND ${isLater}`,
        ExpressionAttributeValues: marshall({
          ':now': now,
          ...(pauseMs !== undefined && { ':before': now - pauseMs }),
        }),
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
