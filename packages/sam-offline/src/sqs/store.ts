import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Identity } from '../aws-api/identity.ts';
import { createClient } from '../storage/client.ts';
import { OWN_TABLE } from '../storage/own-table.ts';
import type { Queue } from '../template/sqs/queue.ts';
import { createArrivals } from './arrivals.ts';
import { type Figures, measure, peek, purge } from './inspect.ts';
import { located, type Message, type MessageAttribute, readHandle, toItem } from './message.ts';
import { type ReceiveOptions, receive } from './receive.ts';
import { type Redriven, redrive } from './redrive.ts';
import { type QueueTable, unlessChanged } from './requests.ts';

/** `delaySeconds` is the queue's own where it is left out. */
export type NewMessage = {
  body: string;
  attributes?: Record<string, MessageAttribute>;
  delaySeconds?: number | undefined;
};

/** The messages of every queue. Handles that aren't one are `invalid-handle`. */
export type QueueStore = {
  send(queue: Queue, message: NewMessage): Promise<Message>;
  receive(queue: Queue, options: ReceiveOptions): Promise<Message[]>;
  /** Deletes a received message; one that somebody received later stays, and is theirs. */
  delete(queue: Queue, handle: string): Promise<'done' | 'invalid-handle'>;
  /** Makes a message in flight visible that many seconds from now on. */
  changeVisibility(queue: Queue, handle: string, seconds: number): Promise<'done' | 'invalid-handle' | 'not-in-flight'>;
  measure(queue: Queue): Promise<Figures>;
  peek(queue: Queue, most: number): Promise<Message[]>;
  purge(queue: Queue): Promise<void>;
  redrive(deadLetters: Queue, queues: Queue[], destinationArn?: string): Promise<Redriven>;
  close(): void;
};

export type QueueStoreOptions = Identity & {
  /** Of the database, which has OWN_TABLE. */
  url: string;
  /** Epoch milliseconds */
  now?: () => number;
  recheckMs?: number;
};

/** SQS itself measures visibility and delays in seconds. */
const RECHECK_MS = 1_000;

/**
 * The queues in the database at `url`: every change of a message is one conditional write, so that any number of
 * receivers, in any process, never have the same message at the same time.
 */
export const openQueueStore = (options: QueueStoreOptions): QueueStore => {
  const { now = Date.now, recheckMs = RECHECK_MS } = options;
  const client = createClient(options);
  const table: QueueTable = { client, arrivals: createArrivals(), now, recheckMs };
  return {
    send: (queue, message) => send(table, queue, message),
    receive: (queue, wanted) => receive(table, queue, wanted),
    delete: (queue, handle) => remove(table, queue, handle),
    changeVisibility: (queue, handle, seconds) => changeVisibility(table, queue, handle, seconds),
    measure: (queue) => measure(table, queue),
    peek: (queue, most) => peek(table, queue, most),
    purge: (queue) => purge(table, queue),
    redrive: (deadLetters, queues, destinationArn) => redrive(table, deadLetters, queues, destinationArn),
    close: () => client.destroy(),
  };
};

const send = async (table: QueueTable, queue: Queue, { body, attributes = {}, delaySeconds }: NewMessage) => {
  const sentAt = table.now();
  const visibleAt = sentAt + (delaySeconds ?? queue.delaySeconds) * 1_000;
  const message: Message = { id: randomUUID(), body, attributes, sentAt, visibleAt, receiveCount: 0 };
  await table.client.send(new PutItemCommand({ TableName: OWN_TABLE.name, Item: toItem(queue.name, message) }));
  table.arrivals.announce(queue.name);
  return message;
};

const remove: (table: QueueTable, queue: Queue, handle: string) => ReturnType<QueueStore['delete']> = async (
  { client },
  queue,
  handle,
) => {
  const held = readHandle(queue.name, handle);
  if (held === undefined) return 'invalid-handle';
  const deletion = new DeleteItemCommand({
    ...located(held.key),
    ConditionExpression: 'receipt = :receipt',
    ExpressionAttributeValues: marshall({ ':receipt': held.receipt }),
  });
  await unlessChanged(client.send(deletion));
  return 'done';
};

const changeVisibility = async (table: QueueTable, queue: Queue, handle: string, seconds: number) => {
  const held = readHandle(queue.name, handle);
  if (held === undefined) return 'invalid-handle';
  const now = table.now();
  const update = new UpdateItemCommand({
    ...located(held.key),
    UpdateExpression: 'SET visibleAt = :until',
    ConditionExpression: 'receipt = :receipt AND visibleAt > :now',
    ExpressionAttributeValues: marshall({ ':receipt': held.receipt, ':now': now, ':until': now + seconds * 1_000 }),
  });
  if ((await unlessChanged(table.client.send(update))) === undefined) return 'not-in-flight';
  table.arrivals.announce(queue.name);
  return 'done';
};
