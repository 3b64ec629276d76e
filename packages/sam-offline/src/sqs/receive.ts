import { randomUUID } from 'node:crypto';
import { DeleteItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Queue } from '../template/sqs/queue.ts';
import { keyOf, located, type Message, toMessage } from './message.ts';
import { isExpired, pages, type QueueTable, transfer, UNTOUCHED, unlessChanged, untouched } from './requests.ts';

export type ReceiveOptions = {
  /** Messages at most. */
  most: number;
  /** How long they are nobody else's; the queue's own by default. */
  visibilitySeconds?: number | undefined;
  /** How long to wait for a first message. */
  waitSeconds: number;
  /** Ends the waiting. */
  signal?: AbortSignal;
};

/** Receives messages, waiting for the first one if there is none. The result is empty when the time is over. */
export const receive = async (table: QueueTable, queue: Queue, options: ReceiveOptions): Promise<Message[]> => {
  const deadline = performance.now() + options.waitSeconds * 1_000;
  for (;;) {
    // Before looking: what arrives while this looks ends the waiting at once.
    const seen = table.arrivals.count(queue.name);
    const messages = options.signal?.aborted ? [] : await look(table, queue, options);
    const remaining = deadline - performance.now();
    if (messages.length > 0 || remaining <= 0 || options.signal?.aborted) return messages;
    await table.arrivals.wait(queue.name, seen, Math.min(remaining, table.recheckMs), options.signal);
  }
};

/** Messages read at once; most of them can be received unless many are in flight. */
const PAGE = 30;

const look = async (table: QueueTable, queue: Queue, { most, visibilitySeconds }: ReceiveOptions) => {
  const range = { queueName: queue.name, values: { ':now': table.now() } };
  const taken: Message[] = [];
  for await (const page of pages(table, range, { FilterExpression: 'visibleAt <= :now', Limit: PAGE })) {
    while (page.length > 0 && taken.length < most) {
      const candidates = page.splice(0, most - taken.length);
      const received = await Promise.all(
        candidates.map((message) => take(table, queue, message, visibilitySeconds ?? queue.visibilitySeconds)),
      );
      taken.push(...received.filter((message) => message !== undefined));
    }
    if (taken.length >= most) break;
  }
  return taken;
};

/** Receives one message; undefined when it is somebody else's by now, too old, or a dead letter. */
const take = async (
  table: QueueTable,
  queue: Queue,
  message: Message,
  visibilitySeconds: number,
): Promise<Message | undefined> => {
  const { client, now } = table;
  const time = now();
  const unreceived = { ...located(keyOf(queue.name, message)), ConditionExpression: UNTOUCHED };
  if (isExpired(message, queue, time)) {
    const values = marshall(untouched(message, time));
    await unlessChanged(client.send(new DeleteItemCommand({ ...unreceived, ExpressionAttributeValues: values })));
    return undefined;
  }
  if (queue.deadLetters && message.receiveCount >= queue.deadLetters.maxReceiveCount) {
    await bury(table, queue, message, queue.deadLetters.targetArn);
    return undefined;
  }
  const update = new UpdateItemCommand({
    ...unreceived,
    UpdateExpression:
      'SET receipt = :receipt, visibleAt = :until, firstReceivedAt = if_not_exists(firstReceivedAt, :now) ADD receiveCount :one',
    ExpressionAttributeValues: marshall({
      ...untouched(message, time),
      ':receipt': randomUUID(),
      ':until': time + visibilitySeconds * 1_000,
      ':one': 1,
    }),
    ReturnValues: 'ALL_NEW',
  });
  const updated = await unlessChanged(client.send(update));
  return updated?.Attributes && toMessage(updated.Attributes);
};

/** A dead letter keeps its id, its age and how often it was received. */
const bury = async (table: QueueTable, queue: Queue, message: Message, targetArn: string): Promise<void> => {
  const { receipt: _receipt, ...rest } = message;
  const target = targetArn.split(':').at(-1) ?? '';
  const dead = { ...rest, visibleAt: table.now(), sourceArn: queue.arn };
  if (await transfer(table, message, [queue.name, target], dead)) table.arrivals.announce(target);
};
