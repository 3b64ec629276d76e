import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateQuery,
  type QueryCommandInput,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { OWN_TABLE } from '../storage/own-table.ts';
import type { Queue } from '../template/sqs/queue.ts';
import type { Arrivals } from './arrivals.ts';
import { keyOf, located, type Message, partitionOf, toItem, toMessage } from './message.ts';

/** What the operations on queues work with. */
export type QueueTable = {
  client: DynamoDBClient;
  arrivals: Arrivals;
  /** Epoch milliseconds */
  now(): number;
  /** How often a waiting receiver looks for what other processes sent, and for what time made visible. */
  recheckMs: number;
};

type Range = { queueName: string; values?: Record<string, unknown> };

/** The messages of a queue by age, page for page. @param query what narrows the Query; `values` are its placeholders' */
export async function* pages(
  { client }: QueueTable,
  { queueName, values }: Range,
  query: Omit<Partial<QueryCommandInput>, 'ExpressionAttributeValues'> = {},
): AsyncGenerator<Message[]> {
  const found = paginateQuery(
    { client },
    {
      TableName: OWN_TABLE.name,
      ConsistentRead: true,
      KeyConditionExpression: 'PK = :queue',
      ...query,
      ExpressionAttributeValues: marshall({ ':queue': partitionOf(queueName), ...values }),
    },
  );
  for await (const { Items = [] } of found) yield Items.map(toMessage);
}

/** Whether a message is older than its queue keeps them. */
export const isExpired = ({ sentAt }: Message, { retentionSeconds }: { retentionSeconds: number }, now: number) =>
  sentAt + retentionSeconds * 1_000 <= now;

/** Those of a page that are not too old. The others are deleted: nobody receives dead letters, who would find them too old. */
export const forgetExpired = async (table: QueueTable, queue: Queue, page: Message[]): Promise<Message[]> => {
  const now = table.now();
  const expired = page.filter((message) => isExpired(message, queue, now));
  await Promise.all(
    expired.map((message) => table.client.send(new DeleteItemCommand(located(keyOf(queue.name, message))))),
  );
  return page.filter((message) => !expired.includes(message));
};

/** Nobody received a message meanwhile: what is done to it then is done once. */
export const UNTOUCHED = 'receiveCount = :seen AND visibleAt <= :now';
export const untouched = (message: Message, now: number) => ({ ':seen': message.receiveCount, ':now': now });

/** Takes a message out of one queue and puts it, or what became of it, into another. @returns whether it was there */
export const transfer = async (
  { client, now }: QueueTable,
  message: Message,
  [from, to]: [string, string],
  moved: Message,
): Promise<boolean> => {
  const remove = {
    ...located(keyOf(from, message)),
    ConditionExpression: UNTOUCHED,
    ExpressionAttributeValues: marshall(untouched(message, now())),
  };
  const put = { TableName: OWN_TABLE.name, Item: toItem(to, moved) };
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Delete: remove }, { Put: put }] }));
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return false;
    throw error;
  }
};

/** Undefined where the condition of a write does not hold. */
export const unlessChanged = async <T>(write: Promise<T>): Promise<T | undefined> => {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
