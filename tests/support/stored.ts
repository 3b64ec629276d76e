import {
  type AttributeValue,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  paginateQuery,
  paginateScan,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

type TableRef = { endpoint: string; tableName: string };
type Item = Record<string, AttributeValue>;

/** A separate client for one action. */
const withClient = async <T>({ endpoint }: TableRef, action: (client: DynamoDBClient) => Promise<T>): Promise<T> => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  try {
    return await action(client);
  } finally {
    client.destroy();
  }
};

const rawItems = async (client: DynamoDBClient, { tableName }: TableRef, partition?: string): Promise<Item[]> => {
  const input = { TableName: tableName };
  const query = { KeyConditionExpression: 'PK = :pk', ExpressionAttributeValues: { ':pk': { S: partition ?? '' } } };
  const pages = partition ? paginateQuery({ client }, { ...input, ...query }) : paginateScan({ client }, input);
  const items: Item[] = [];
  for await (const page of pages) items.push(...(page.Items ?? []));
  return items;
};

/** Removes an item directly, as the table's time to live does. */
export const removeItem = async (table: TableRef, key: { PK: string; SK: string }): Promise<void> => {
  const command = new DeleteItemCommand({ TableName: table.tableName, Key: marshall(key) });
  await withClient(table, (client) => client.send(command));
};

/** All items of the table, or of one partition, sorted by key. */
export const storedItems = async (table: TableRef, partition?: string): Promise<Record<string, unknown>[]> => {
  const items = await withClient(table, (client) => rawItems(client, table, partition));
  return items.map((item) => unmarshall(item)).sort((a, b) => (`${a.PK} ${a.SK}` < `${b.PK} ${b.SK}` ? -1 : 1));
};

const keyOf = ({ PK, SK }: Item): string => `${PK?.S} ${SK?.S}`;

/** The writes that turn the current items into `wanted`. */
const changesTo = (wanted: Item[], present: Item[]): WriteRequest[] => {
  const there = new Map(present.map((item) => [keyOf(item), JSON.stringify(item)]));
  const kept = new Set(wanted.map(keyOf));
  const puts = wanted.filter((item) => there.get(keyOf(item)) !== JSON.stringify(item));
  const deletes = present.filter((item) => !kept.has(keyOf(item)));
  return [
    ...puts.map((Item) => ({ PutRequest: { Item } })),
    ...deletes.map(({ PK, SK }) => ({ DeleteRequest: { Key: { PK, SK } as Item } })),
  ];
};

/** The most writes in one BatchWriteItem. */
const BATCH = 25;

/** Saves all items of the table. @returns a function that restores them */
export const rememberItems = async (table: TableRef): Promise<() => Promise<void>> => {
  const remembered = await withClient(table, (client) => rawItems(client, table));
  return () =>
    withClient(table, async (client) => {
      const changes = changesTo(remembered, await rawItems(client, table));
      for (let n = 0; n < changes.length; n += BATCH) {
        const RequestItems = { [table.tableName]: changes.slice(n, n + BATCH) };
        await client.send(new BatchWriteItemCommand({ RequestItems }));
      }
    });
};
