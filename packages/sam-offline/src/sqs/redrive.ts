import { randomUUID } from 'node:crypto';
import type { Queue } from '../template/sqs/queue.ts';
import { type Message, sortKeyAt } from './message.ts';
import { forgetExpired, pages, type QueueTable, transfer } from './requests.ts';

/** How many messages went where, by the ARN of the queue, and how many stay because nobody knows where they belong. */
export type Redriven = { moved: Map<string, number>; stranded: number };

/**
 * Moves the messages of a dead-letter queue back to the queues that they come from, where they are new messages.
 * Those in flight stay, and so do those that were never in another queue.
 * @param queues of the application: where messages can go
 * @param destinationArn where all of them go instead
 */
export const redrive = async (
  table: QueueTable,
  deadLetters: Queue,
  queues: Queue[],
  destinationArn?: string,
): Promise<Redriven> => {
  const start = table.now();
  const redriven: Redriven = { moved: new Map(), stranded: 0 };
  // What fails again meanwhile and comes back is not moved a second time.
  const range = { queueName: deadLetters.name, values: { ':now': start, ':end': sortKeyAt(start + 1) } };
  const query = {
    KeyConditionExpression: 'PK = :queue AND SK < :end',
    FilterExpression: 'visibleAt <= :now',
  };
  for await (const page of pages(table, range, query)) {
    for (const message of await forgetExpired(table, deadLetters, page)) {
      const target = queues.find(({ arn }) => arn === (destinationArn ?? message.sourceArn));
      if (target === undefined) redriven.stranded += 1;
      else if (await moveTo(table, deadLetters, message, target)) {
        redriven.moved.set(target.arn, (redriven.moved.get(target.arn) ?? 0) + 1);
      }
    }
  }
  return redriven;
};

const moveTo = async (table: QueueTable, from: Queue, message: Message, target: Queue): Promise<boolean> => {
  const { body, attributes } = message;
  const time = table.now();
  const renewed = { id: randomUUID(), body, attributes, sentAt: time, visibleAt: time, receiveCount: 0 };
  const moved = await transfer(table, message, [from.name, target.name], renewed);
  if (moved) table.arrivals.announce(target.name);
  return moved;
};
