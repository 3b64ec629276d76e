import { type Input, requiredText } from '../../aws-api/input.ts';
import { ServiceError } from '../../aws-api/service.ts';
import type { Queue } from '../../template/sqs/queue.ts';
import type { QueueStore } from '../store.ts';
import type { QueueHistory } from './history.ts';

/** A move of dead letters that was asked for; it is over by the time that anybody hears of it. */
export type MoveTask = { TaskHandle: string; SourceArn: string; [detail: string]: unknown };

export type ActionContext = {
  store: QueueStore;
  queues: Queue[];
  history: QueueHistory;
  tasks: MoveTask[];
  signal: AbortSignal;
};

/** One operation of SQS. @throws ServiceError */
export type Action = (input: Input, context: ActionContext) => Promise<object>;

/** The queue of `QueueUrl`, by its path: whatever host a client calls it by. @throws ServiceError */
export const queueOf = (input: Input, { queues }: ActionContext): Queue => {
  const url = requiredText(input, 'QueueUrl');
  return found(queues.find((queue) => URL.parse(queue.url)?.pathname === URL.parse(url)?.pathname));
};

/** @throws ServiceError QueueDoesNotExist for undefined */
export const found = (queue: Queue | undefined): Queue => {
  if (queue === undefined) throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
  return queue;
};
