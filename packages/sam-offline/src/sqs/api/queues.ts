import { randomUUID } from 'node:crypto';
import { integer, requiredText, text } from '../../aws-api/input.ts';
import { ServiceError } from '../../aws-api/service.ts';
import type { Queue } from '../../template/sqs/queue.ts';
import { type Action, type ActionContext, found, queueOf } from './action.ts';
import { pageOf } from './page.ts';
import { getQueueAttributes } from './queue-attributes.ts';

const getQueueUrl: Action = async (input, { queues }) => {
  const name = requiredText(input, 'QueueName');
  return { QueueUrl: found(queues.find((queue) => queue.name === name)).url };
};

const listQueues: Action = async (input, { queues }) => {
  const prefix = text(input, 'QueueNamePrefix') ?? '';
  const { page, ...rest } = pageOf(
    input,
    queues.filter(({ name }) => name.startsWith(prefix)),
  );
  return { QueueUrls: page.map(({ url }) => url), ...rest };
};

const purgeQueue: Action = async (input, context) => {
  const queue = queueOf(input, context);
  if (!context.history.mayPurge(queue)) {
    const message = `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`;
    throw new ServiceError('PurgeQueueInProgress', message);
  }
  await context.store.purge(queue);
  return {};
};

const byArn = (arn: string, { queues }: ActionContext): Queue => {
  const queue = queues.find((candidate) => candidate.arn === arn);
  if (queue) return queue;
  throw new ServiceError('ResourceNotFoundException', 'The resource that you specified for the ARN doesn’t exist.');
};

const TASKS_KEPT = 100;

/** AWS moves messages in the background; here they are moved when the answer comes. */
const startMessageMoveTask: Action = async (input, context) => {
  const source = byArn(requiredText(input, 'SourceArn'), context);
  const destination = text(input, 'DestinationArn');
  integer(input, 'MaxNumberOfMessagesPerSecond', [1, 500]);
  if (!context.queues.some(({ deadLetters }) => deadLetters?.targetArn === source.arn)) {
    const message = 'Source queue must be configured as a Dead Letter Queue.';
    throw new ServiceError('InvalidParameterValue', message);
  }
  if (destination !== undefined) byArn(destination, context);
  const StartedTimestamp = Date.now();
  const { moved, stranded } = await context.store.redrive(source, context.queues, destination);
  const count = [...moved.values()].reduce((sum, part) => sum + part, 0);
  const task = {
    TaskHandle: randomUUID(),
    SourceArn: source.arn,
    DestinationArn: destination,
    Status: stranded > 0 ? 'FAILED' : 'COMPLETED',
    FailureReason: stranded > 0 ? 'CouldNotDetermineMessageSource' : undefined,
    ApproximateNumberOfMessagesMoved: count,
    ApproximateNumberOfMessagesToMove: count + stranded,
    StartedTimestamp,
  };
  context.tasks.unshift(task);
  context.tasks.splice(TASKS_KEPT);
  return { TaskHandle: task.TaskHandle };
};

const listMessageMoveTasks: Action = async (input, context) => {
  const source = byArn(requiredText(input, 'SourceArn'), context);
  const most = integer(input, 'MaxResults', [1, 10]) ?? 1;
  const tasks = context.tasks.filter(({ SourceArn }) => SourceArn === source.arn).slice(0, most);
  return { Results: tasks.map(({ TaskHandle: _handle, ...task }) => task) };
};

export const queueActions: Record<string, Action> = {
  GetQueueAttributes: getQueueAttributes,
  GetQueueUrl: getQueueUrl,
  ListMessageMoveTasks: listMessageMoveTasks,
  ListQueues: listQueues,
  PurgeQueue: purgeQueue,
  StartMessageMoveTask: startMessageMoveTask,
};
