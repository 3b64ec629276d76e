import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { OWN_TABLE } from '../storage/own-table.ts';

/** As SQS's JSON protocol has it; `BinaryValue` in Base64. */
export type MessageAttribute = { DataType: string; StringValue?: string; BinaryValue?: string };

/** A message in a queue. Times are epoch milliseconds. */
export type Message = {
  id: string;
  body: string;
  attributes: Record<string, MessageAttribute>;
  sentAt: number;
  /** From when on it can be received: later than now while it is delayed, or in flight. */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  /** Of the latest receive; a message without one was never received from this queue. */
  receipt?: string;
  /** For a dead letter: the ARN of the queue that it comes from. */
  sourceArn?: string;
};

/** The place of a message in a queue. Its sort key begins with the time it was sent, so that a Query goes by age. */
export type MessageKey = { PK: string; SK: string };

/** Digits of a time: enough for some thousand years. */
const TIME_DIGITS = 14;

/** The partition of a queue. */
export const partitionOf = (queueName: string): string => `QUEUE#${queueName}`;

/** Sorts before every message that was sent at `time` or later. */
export const sortKeyAt = (time: number): string => String(time).padStart(TIME_DIGITS, '0');

/** Where a message is in the queue called `queueName`. */
export const keyOf = (queueName: string, { id, sentAt }: Pick<Message, 'id' | 'sentAt'>): MessageKey => ({
  PK: partitionOf(queueName),
  SK: `${sortKeyAt(sentAt)}#${id}`,
});

export const toItem = (queueName: string, message: Message): Record<string, AttributeValue> =>
  marshall({ ...keyOf(queueName, message), ...message }, { removeUndefinedValues: true });

export const toMessage = (item: Record<string, AttributeValue>): Message => {
  const { PK: _partition, SK: _sort, ...message } = unmarshall(item);
  return message as Message;
};

/** The table and key of a message, as requests take them. */
export const located = (key: MessageKey) => ({ TableName: OWN_TABLE.name, Key: marshall(key) });

/** What a receiver names a message by, for as long as it has it: opaque to it. */
export const receiptHandle = (message: Message): string =>
  Buffer.from(`${keyOf('', message).SK}#${message.receipt ?? ''}`).toString('base64url');

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const HANDLE = new RegExp(`^(\\d{${TIME_DIGITS}}#${UUID})#(${UUID})$`);

/** What a receipt handle stands for in a queue; undefined when it is none. */
export const readHandle = (queueName: string, handle: string): { key: MessageKey; receipt: string } | undefined => {
  const [, SK, receipt] = HANDLE.exec(Buffer.from(handle, 'base64url').toString()) ?? [];
  return SK === undefined || receipt === undefined ? undefined : { key: { PK: partitionOf(queueName), SK }, receipt };
};
