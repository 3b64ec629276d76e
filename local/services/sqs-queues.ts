import { randomUUID } from 'node:crypto';
import type { Queue } from '../template/resources/queue.ts';
import { integer, requiredText, text, texts } from './input.ts';
import { ServiceError } from './service.ts';
import { type Action, type ActionContext, found, queueOf } from './sqs-action.ts';

const getQueueUrl: Action = async (input, { queues }) => {
  const name = requiredText(input, 'QueueName');
  return { QueueUrl: found(queues.find((queue) => queue.name === name)).url };
};

const listQueues: Action = async (input, { queues }) => {
  const prefix = text(input, 'QueueNamePrefix') ?? '';
  return { QueueUrls: queues.filter(({ name }) => name.startsWith(prefix)).map(({ url }) => url) };
};

const getQueueAttributes: Action = async (input, context) => {
  const queue = queueOf(input, context);
  const figures = await context.store.measure(queue);
  const attributes: Record<string, string | undefined> = {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(figures.visible),
    ApproximateNumberOfMessagesNotVisible: String(figures['in flight']),
    ApproximateNumberOfMessagesDelayed: String(figures.delayed),
    DelaySeconds: String(queue.delaySeconds),
    MaximumMessageSize: String(queue.maximumMessageSize),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    ReceiveMessageWaitTimeSeconds: String(queue.waitSeconds),
    VisibilityTimeout: String(queue.visibilitySeconds),
    RedrivePolicy: redrivePolicy(queue),
  };
  const wanted = texts(input, 'AttributeNames');
  const unknown = wanted.find((name) => name !== 'All' && !(name in attributes));
  if (unknown !== undefined) throw new ServiceError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const chosen = Object.entries(attributes).filter(([name]) => wanted.includes('All') || wanted.includes(name));
  return { Attributes: Object.fromEntries(chosen) };
};

const redrivePolicy = ({ deadLetters }: Queue): string | undefined =>
  deadLetters &&
  JSON.stringify({ deadLetterTargetArn: deadLetters.targetArn, maxReceiveCount: deadLetters.maxReceiveCount });

const purgeQueue: Action = async (input, context) => {
  await context.store.purge(queueOf(input, context));
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
