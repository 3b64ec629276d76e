import { texts } from '../../aws-api/input.ts';
import { ServiceError } from '../../aws-api/service.ts';
import type { Queue } from '../../template/sqs/queue.ts';
import { type Action, type ActionContext, queueOf } from './action.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes: Action = async (input, context) => {
  const known = await attributesOf(queueOf(input, context), context);
  const wanted = texts(input, 'AttributeNames');
  const unknown = wanted.find((name) => name !== 'All' && !(name in known));
  if (unknown !== undefined) throw new ServiceError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const chosen = Object.entries(known).filter(([name]) => wanted.includes('All') || wanted.includes(name));
  return { Attributes: Object.fromEntries(chosen) };
};

/** The attributes of a standard queue; undefined for those that it does not have. */
const attributesOf = async (
  queue: Queue,
  { store, history }: ActionContext,
): Promise<Record<string, string | undefined>> => {
  const figures = await store.measure(queue);
  const { createdAt, modifiedAt } = history.of(queue);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(figures.visible),
    ApproximateNumberOfMessagesNotVisible: String(figures['in flight']),
    ApproximateNumberOfMessagesDelayed: String(figures.delayed),
    CreatedTimestamp: seconds(createdAt),
    LastModifiedTimestamp: seconds(modifiedAt),
    DelaySeconds: String(queue.delaySeconds),
    MaximumMessageSize: String(queue.maximumMessageSize),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    ReceiveMessageWaitTimeSeconds: String(queue.waitSeconds),
    VisibilityTimeout: String(queue.visibilitySeconds),
    RedrivePolicy: redrivePolicy(queue),
    RedriveAllowPolicy: redriveAllowPolicy(queue),
    // Permissions and encryption have no local effect.
    Policy: undefined,
    KmsMasterKeyId: undefined,
    KmsDataKeyReusePeriodSeconds: undefined,
    SqsManagedSseEnabled: undefined,
  };
};

const seconds = (time: number): string => String(Math.floor(time / 1_000));

const redrivePolicy = ({ deadLetters }: Queue): string | undefined =>
  deadLetters &&
  JSON.stringify({ deadLetterTargetArn: deadLetters.targetArn, maxReceiveCount: deadLetters.maxReceiveCount });

const redriveAllowPolicy = ({ allowedSources }: Queue): string | undefined => {
  if (allowedSources === 'all') return undefined;
  if (allowedSources.length === 0) return JSON.stringify({ redrivePermission: 'denyAll' });
  return JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: allowedSources });
};
