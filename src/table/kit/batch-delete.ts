import { setTimeout as delay } from 'node:timers/promises';
import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../domain/refusal.ts';
import { client, table } from './client.ts';
import { type Keys, spelledKeys } from './item.ts';

/** DynamoDB accepts 25 writes in a batch. */
export const BATCH = 25;

const ATTEMPTS = 8;
const PAUSE_MS = 50;

/**
 * Deletes up to BATCH items; missing ones are no error.
 * @throws Refusal `unavailable` when the table repeatedly leaves deletions unprocessed
 */
export const batchDelete = async (keys: readonly Keys[]): Promise<void> => {
  const { TableName, ReturnConsumedCapacity } = table();
  let pending: WriteRequest[] = keys.map((key) => ({ DeleteRequest: { Key: spelledKeys(key) } }));
  for (let attempt = 1; attempt <= ATTEMPTS && pending.length > 0; attempt += 1) {
    if (attempt > 1) await delay(Math.random() * PAUSE_MS * 2 ** attempt);
    const { UnprocessedItems } = await client().send(
      new BatchWriteItemCommand({ RequestItems: { [TableName]: pending }, ReturnConsumedCapacity }),
    );
    pending = UnprocessedItems?.[TableName] ?? [];
  }
  if (pending.length > 0) throw new Refusal('unavailable', 'The table leaves deletions unprocessed.');
};
