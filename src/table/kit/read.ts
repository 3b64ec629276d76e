import { BatchGetItemCommand, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../domain/refusal.ts';
import { nowInSeconds } from '../../domain/time.ts';
import { client, table } from './client.ts';
import { type Item, type Keys, plain, type Spelled, spelled, spelledKeys } from './item.ts';

/**
 * Consistent reads, for everything that decides on rights: a revocation or removal applies from the next request on.
 * Costs one unit, twice as much as an eventually consistent read.
 */
export const CONSISTENT = { ConsistentRead: true } as const;

type Consistency = Partial<typeof CONSISTENT>;

export const getItem = async (keys: Keys, consistency: Consistency = {}): Promise<Item | undefined> => {
  const { Item: found } = await client().send(
    new GetItemCommand({ ...table(), ...consistency, Key: spelledKeys(keys) }),
  );
  return found && plain(found);
};

/** A range of a partition, of the table or of an index. */
export type Query = Consistency & {
  index?: 'GSI1' | 'GSI2' | undefined;
  partition: string;
  /** Bounds of sort keys, both inclusive; all keys without bounds. */
  bounds?: { first: string; last: string };
  backwards?: boolean;
  limit?: number;
  /** The keys of the item to continue after, including those of the index. */
  after?: Record<string, string> | undefined;
  /** Leaves out expired items, which the table removes later. They count towards the limit. */
  alive?: boolean;
  keysOnly?: boolean;
};

/** One Query. @returns the items, and where the next Query continues; undefined after the last item */
export const queryItems = async (
  query: Query,
): Promise<{ items: Item[]; next: Record<string, string> | undefined }> => {
  const { index, partition, bounds, backwards, limit, after, alive, keysOnly, ...consistency } = query;
  const [pk, sk] = [`${index ?? ''}PK`, `${index ?? ''}SK`];
  const { Items = [], LastEvaluatedKey } = await client().send(
    new QueryCommand({
      ...table(),
      ...consistency,
      IndexName: index,
      KeyConditionExpression: `${pk} = :partition${bounds ? ` AND ${sk} BETWEEN :first AND :last` : ''}`,
      FilterExpression: alive ? 'attribute_not_exists(expiresAt) OR expiresAt > :now' : undefined,
      ProjectionExpression: keysOnly ? 'PK, SK' : undefined,
      ExpressionAttributeValues: spelled({
        ':partition': partition,
        ':first': bounds?.first,
        ':last': bounds?.last,
        ':now': alive ? nowInSeconds() : undefined,
      }),
      ScanIndexForward: !backwards,
      Limit: limit,
      ExclusiveStartKey: after && spelled(after),
    }),
  );
  return { items: Items.map(plain), next: LastEvaluatedKey && (plain(LastEvaluatedKey) as Record<string, string>) };
};

/** All pages of a Query. */
export async function* queryPages(query: Query): AsyncGenerator<Item[]> {
  let after: Record<string, string> | undefined;
  do {
    const page = await queryItems({ ...query, after });
    yield page.items;
    after = page.next;
  } while (after);
}

const ATTEMPTS = 3;

/**
 * Reads up to 100 items by their keys, consistently, in no particular order; missing items are left out. One unit each.
 * @throws Refusal `unavailable` when the table repeatedly leaves keys unprocessed
 */
export const batchGet = async (keys: readonly Keys[]): Promise<Item[]> => {
  const { TableName, ReturnConsumedCapacity } = table();
  const found: Item[] = [];
  let pending: Spelled[] = keys.map(spelledKeys);
  for (let attempt = 1; attempt <= ATTEMPTS && pending.length > 0; attempt += 1) {
    const { Responses, UnprocessedKeys } = await client().send(
      new BatchGetItemCommand({
        RequestItems: { [TableName]: { Keys: pending, ...CONSISTENT } },
        ReturnConsumedCapacity,
      }),
    );
    found.push(...(Responses?.[TableName] ?? []).map(plain));
    pending = UnprocessedKeys?.[TableName]?.Keys ?? [];
  }
  if (pending.length > 0) throw new Refusal('unavailable', 'The table is busy. Send the request again.');
  return found;
};

/** The item with these keys in a list. */
export const itemOf = (items: readonly Item[], { PK, SK }: Keys): Item | undefined =>
  items.find((item) => item.PK === PK && item.SK === SK);
