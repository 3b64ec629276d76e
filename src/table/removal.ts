import { setTimeout as delay } from 'node:timers/promises';
import { BatchWriteItemCommand, paginateQuery, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { Refusal } from '../domain/refusal.ts';
import { client, table } from './client.ts';
import { boardPartition, LINK_BOUNDS } from './keys.ts';
import type { Item } from './message-item.ts';

/** DynamoDB takes 25 writes in a batch. */
const BATCH = 25;
/** Batches under way at once: a partition takes a thousand writes a second. */
const PARALLEL = 4;
const ATTEMPTS = 8;
const PAUSE_MS = 50;

const deleteBatch = async (keys: Item[]): Promise<void> => {
  const { TableName, ReturnConsumedCapacity } = table();
  let pending: WriteRequest[] = keys.map((Key) => ({ DeleteRequest: { Key } }));
  for (let attempt = 1; attempt <= ATTEMPTS && pending.length > 0; attempt += 1) {
    if (attempt > 1) await delay(Math.random() * PAUSE_MS * 2 ** attempt);
    const { UnprocessedItems } = await client().send(
      new BatchWriteItemCommand({ RequestItems: { [TableName]: pending }, ReturnConsumedCapacity }),
    );
    pending = UnprocessedItems?.[TableName] ?? [];
  }
  if (pending.length > 0) throw new Refusal('unavailable', 'The table leaves deletions unprocessed.');
};

const KEYS = { ProjectionExpression: 'PK, SK' };

/** The items of a board: its partition, and in GSI1 the links that lead to it. */
const queries = (boardId: string) => {
  const partition = boardPartition(boardId);
  return [
    {
      ...KEYS,
      KeyConditionExpression: 'PK = :board',
      ExpressionAttributeValues: marshall({ ':board': partition }),
    },
    {
      ...KEYS,
      IndexName: 'GSI1',
      KeyConditionExpression: 'GSI1PK = :board AND GSI1SK BETWEEN :first AND :last',
      ExpressionAttributeValues: marshall({
        ':board': partition,
        ':first': LINK_BOUNDS.first,
        ':last': LINK_BOUNDS.last,
      }),
    },
  ];
};

/**
 * Access pattern "remove all of a board": what is there is deleted page by page, so that wherever it stops, the next call
 * goes on with what is left. One write unit for each item and each of its index entries.
 * @param isTimeUp asked before each round of batches; when it says so, the rest stays
 * @returns how many items were deleted, and whether none is left
 * @throws Refusal `unavailable`
 */
export const removeItemsOf = async (
  boardId: string,
  isTimeUp: () => boolean,
): Promise<{ deleted: number; done: boolean }> => {
  let deleted = 0;
  for (const query of queries(boardId)) {
    for await (const { Items = [] } of paginateQuery({ client: client() }, { ...table(), ...query })) {
      for (let n = 0; n < Items.length; n += BATCH * PARALLEL) {
        if (isTimeUp()) return { deleted, done: false };
        const round = Items.slice(n, n + BATCH * PARALLEL);
        const batches = Array.from({ length: PARALLEL }, (_, place) => round.slice(place * BATCH, (place + 1) * BATCH));
        await Promise.all(batches.filter(({ length }) => length > 0).map(deleteBatch));
        deleted += round.length;
      }
    }
  }
  return { deleted, done: true };
};
