import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { Refusal } from '../domain/refusal.ts';
import { CONSISTENT, client, table } from './client.ts';

type Keys = { PK: string; SK: string };

/** A stored item, unmarshalled. */
export type Attributes = Keys & Record<string, unknown>;

const ATTEMPTS = 3;

/**
 * Reads up to 100 items by their keys, consistently, in no particular order; those that are not there are left out.
 * One unit each. @throws Refusal `unavailable` when the table leaves keys unprocessed again and again
 */
export const batchGet = async (keys: readonly Keys[]): Promise<Attributes[]> => {
  const found: Attributes[] = [];
  let pending: Record<string, AttributeValue>[] = keys.map(({ PK, SK }) => marshall({ PK, SK }));
  for (let attempt = 1; attempt <= ATTEMPTS && pending.length > 0; attempt += 1) {
    const { TableName, ReturnConsumedCapacity } = table();
    const { Responses, UnprocessedKeys } = await client().send(
      new BatchGetItemCommand({
        RequestItems: { [TableName]: { Keys: pending, ...CONSISTENT } },
        ReturnConsumedCapacity,
      }),
    );
    found.push(...(Responses?.[TableName] ?? []).map((item) => unmarshall(item) as Attributes));
    pending = UnprocessedKeys?.[TableName]?.Keys ?? [];
  }
  if (pending.length > 0) throw new Refusal('unavailable', 'The table is busy. Send the request again.');
  return found;
};

/** The item with these keys among those that were read. */
export const itemOf = <T>(items: readonly Attributes[], { PK, SK }: Keys): T | undefined =>
  items.find((item) => item.PK === PK && item.SK === SK) as T | undefined;
