import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { Queue } from '../template/sqs/queue.ts';
import { keyOf, located, type Message } from './message.ts';
import { forgetExpired, pages, type QueueTable } from './requests.ts';

export type MessageState = 'visible' | 'in flight' | 'delayed';

/** How many messages are in which state, and the age of the oldest one. */
export type Figures = Record<MessageState, number> & { oldestMs: number | undefined };

export const stateOf = ({ visibleAt, receipt }: Message, now: number): MessageState => {
  if (visibleAt <= now) return 'visible';
  return receipt === undefined ? 'delayed' : 'in flight';
};

/** Counts the messages of a queue. */
export const measure = async (table: QueueTable, queue: Queue): Promise<Figures> => {
  const now = table.now();
  const figures: Figures = { visible: 0, 'in flight': 0, delayed: 0, oldestMs: undefined };
  for await (const page of pages(table, { queueName: queue.name }, { ProjectionExpression: WITHOUT_BODY })) {
    for (const message of await forgetExpired(table, queue, page)) {
      figures[stateOf(message, now)] += 1;
      figures.oldestMs ??= now - message.sentAt;
    }
  }
  return figures;
};

const WITHOUT_BODY = 'PK, SK, id, sentAt, visibleAt, receipt';

/** The oldest messages of a queue, as they are, without receiving them. */
export const peek = async (table: QueueTable, queue: Queue, most: number): Promise<Message[]> => {
  const seen: Message[] = [];
  for await (const page of pages(table, { queueName: queue.name }, { Limit: most })) {
    seen.push(...(await forgetExpired(table, queue, page)));
    if (seen.length >= most) break;
  }
  return seen.slice(0, most);
};

/** Deletes every message of a queue, those in flight too. */
export const purge = async (table: QueueTable, queue: Queue): Promise<void> => {
  for await (const page of pages(
    table,
    { queueName: queue.name },
    { ProjectionExpression: WITHOUT_BODY, Limit: 100 },
  )) {
    await Promise.all(
      page.map((message) => table.client.send(new DeleteItemCommand(located(keyOf(queue.name, message))))),
    );
  }
};
