import { BatchGetItemCommand, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../domain/refusal.ts';
import { nowInSeconds } from '../../domain/message.ts';
import { client, table } from './client.ts';
import { type Item, type Keys, plain, type Spelled, spelled, spelledKeys } from './item.ts';

/**
 * What decides who may do what is read consistently: being revoked, removed or deleted counts from the next request on.
 * Twice the price of an eventually consistent read, one unit.
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
  /** Of sort keys, both included; all where there are none. */
  bounds?: { first: string; last: string };
  backwards?: boolean;
  limit?: number;
  /** The keys of the item to go on after, those of the index among them. */
  after?: Record<string, string> | undefined;
  /** Leaves out items whose time is over, which the table removes later. They count towards the limit. */
  alive?: boolean;
  keysOnly?: boolean;
};

/** One Query. @returns the items, and where the next Query goes on; undefined after the last item */
export const queryItems = async (
  query: Query,
): Promise<{ items: Item[]; next: Record<string, string> | undefined }> => {
  const { index, partition, bounds, backwards, limit, after, alive, keysOnly, ...consistency } = query;
  const [pk, sk] = [`${index ?? ''}PK`, `${index ?? ''}SK`];
  const { Items = [], LastEvaluatedKey } = await client().send(
    new QueryCommand({
      ...table(),
      ...consistency,
      ...(index && { IndexName: index }),
      KeyConditionExpression: bounds ? `${pk} = :partition AND ${sk} BETWEEN :first AND :last` : `${pk} = :partition`,
      ...(alive && { FilterExpression: 'attribute_not_exists(expiresAt) OR expiresAt > :now' }),
      ...(keysOnly && { ProjectionExpression: 'PK, SK' }),
      ExpressionAttributeValues: spelled({
        ':partition': partition,
        ...(bounds && { ':first': bounds.first, ':last': bounds.last }),
        ...(alive && { ':now': nowInSeconds() }),
      }),
      ...(backwards !== undefined && { ScanIndexForward: !backwards }),
      ...(limit !== undefined && { Limit: limit }),
      ...(after && { ExclusiveStartKey: spelled(after) }),
    }),
  );
  return {
    items: Items.map(plain),
    next: LastEvaluatedKey && (plain(LastEvaluatedKey) as Record<string, string>),
  };
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
 * Reads up to 100 items by their keys, consistently, in no particular order; those that are not there are left out.
 * One unit each. @throws Refusal `unavailable` when the table leaves keys unprocessed again and again
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

/** The item with these keys among those that were read. */
export const itemOf = (items: readonly Item[], { PK, SK }: Keys): Item | undefined =>
  items.find((item) => item.PK === PK && item.SK === SK);
