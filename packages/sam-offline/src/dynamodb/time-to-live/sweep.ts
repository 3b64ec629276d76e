import {
  type AttributeValue,
  type DynamoDBClient,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { OWN_TABLE } from '../../storage/own-table.ts';
import type { Table } from '../../template/dynamodb/table.ts';
import { expiredMarker } from './expired-items.ts';

type Item = Record<string, AttributeValue>;

/** A table with time to live. */
export type ExpiringTable = Table & { timeToLiveAttribute: string };

/** What is over for longer was never meant as a time: DynamoDB leaves it alone. */
const OLDEST_S = 5 * 365 * 24 * 3_600;

/**
 * Deletes the items of one page of a table whose time is over.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 * @param from the key where the page starts; undefined: that of the table's first item
 * @param now epoch seconds
 * @returns where the next page starts
 */
export const sweepPage = async (
  client: DynamoDBClient,
  table: ExpiringTable,
  from: Item | undefined,
  { now, signal }: { now: number; signal: AbortSignal },
): Promise<Item | undefined> => {
  const { Items = [], LastEvaluatedKey } = await client.send(
    new ScanCommand({
      TableName: table.name,
      ExclusiveStartKey: from,
      // A number compares with numbers only.
      FilterExpression: '#expiry > :oldest AND #expiry < :now',
      ExpressionAttributeNames: { '#expiry': table.timeToLiveAttribute },
      ExpressionAttributeValues: { ':oldest': { N: String(now - OLDEST_S) }, ':now': { N: String(now) } },
    }),
  );
  for (const item of Items) {
    if (signal.aborted) break;
    await expire(client, table, item, now);
  }
  return LastEvaluatedKey;
};

/**
 * Deletes an item unless it got another time since. That it was the runner who did is kept in the same transaction: a
 * deletion by somebody else at the same moment leaves no mark.
 */
const expire = async (client: DynamoDBClient, table: ExpiringTable, item: Item, now: number): Promise<void> => {
  const names = table.definition.KeySchema.map(({ AttributeName = '' }) => AttributeName);
  const Key = Object.fromEntries(names.map((name) => [name, item[name]])) as Item;
  const expiry = item[table.timeToLiveAttribute]?.N ?? '';
  const Delete = {
    TableName: table.name,
    Key,
    ConditionExpression: '#expiry = :expiry',
    ExpressionAttributeNames: { '#expiry': table.timeToLiveAttribute },
    ExpressionAttributeValues: { ':expiry': { N: expiry } },
  };
  const Put = { TableName: OWN_TABLE.name, Item: expiredMarker(table, Key, expiry, now) };
  const TransactItems = table.definition.StreamSpecification ? [{ Delete }, { Put }] : [{ Delete }];
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
  }
};
