import type { Fields } from '../fields.ts';
import type { ResourceReader, StackEnvironment } from '../resources/reader.ts';

/** A standard queue. */
export type Queue = {
  logicalId: string;
  name: string;
  arn: string;
  /** Where its messages are sent to and received from: at the runner's own SQS. */
  url: string;
  delaySeconds: number;
  /** Bytes of body and attributes together. */
  maximumMessageSize: number;
  retentionSeconds: number;
  waitSeconds: number;
  visibilitySeconds: number;
  /** Where a message goes that was received `maxReceiveCount` times without being deleted. */
  deadLetters: { targetArn: string; maxReceiveCount: number } | undefined;
  /** The queues that may have this one as their dead-letter queue, by ARN. */
  allowedSources: 'all' | string[];
};

/** A message is one item of the database, and that takes 400 KB at most; AWS's own limit is 1 MiB. */
const LARGEST_MESSAGE = 262_144;

const queueArn = (name: string, { region, accountId }: StackEnvironment): string =>
  `arn:aws:sqs:${region}:${accountId}:${name}`;

/** The SDK calls the host of a queue's URL, whatever its endpoint is: so that host is the runner's own. */
const queueUrl = (name: string, { servicesUrl, accountId }: StackEnvironment): string =>
  `${servicesUrl}/${accountId}/${name}`;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html; defaults are SQS's. */
export const queue: ResourceReader<Queue> = {
  type: 'AWS::SQS::Queue',
  supports: {
    honours: {
      DelaySeconds: true,
      FifoQueue: 'only `false`',
      MaximumMessageSize: `at most ${LARGEST_MESSAGE}`,
      MessageRetentionPeriod: true,
      QueueName: true,
      ReceiveMessageWaitTimeSeconds: true,
      RedriveAllowPolicy: { honours: { redrivePermission: true, sourceQueueArns: true } },
      RedrivePolicy: { honours: { deadLetterTargetArn: true, maxReceiveCount: true } },
      VisibilityTimeout: true,
    },
    ignores: {
      'encryption at rest': ['KmsDataKeyReusePeriodSeconds', 'KmsMasterKeyId', 'SqsManagedSseEnabled'],
      'there is no bill': ['Tags'],
    },
  },
  nameProperty: 'QueueName',
  reference: queueUrl,
  attributes: (name, environment) => ({
    Arn: queueArn(name, environment),
    QueueName: name,
    QueueUrl: queueUrl(name, environment),
  }),
  read: (logicalId, name, properties, environment) => {
    if (properties.flag('FifoQueue'))
      throw properties.wrong('FifoQueue', 'is true; the local runner has no FIFO queues');
    if (!/^[\w-]{1,80}$/.test(name)) {
      throw properties.wrong('QueueName', `is ${name}; a name has 1 to 80 letters, digits, hyphens and underscores`);
    }
    const integer = (property: string, min: number, max: number) => properties.integer(property, { min, max });
    return {
      logicalId,
      name,
      arn: queueArn(name, environment),
      url: queueUrl(name, environment),
      delaySeconds: integer('DelaySeconds', 0, 900) ?? 0,
      maximumMessageSize: integer('MaximumMessageSize', 1_024, LARGEST_MESSAGE) ?? LARGEST_MESSAGE,
      retentionSeconds: integer('MessageRetentionPeriod', 60, 1_209_600) ?? 345_600,
      waitSeconds: integer('ReceiveMessageWaitTimeSeconds', 0, 20) ?? 0,
      visibilitySeconds: integer('VisibilityTimeout', 0, 43_200) ?? 30,
      deadLetters: deadLetters(properties.section('RedrivePolicy')),
      allowedSources: allowedSources(properties.section('RedriveAllowPolicy')),
    };
  },
};

const deadLetters = (fields: Fields | undefined): Queue['deadLetters'] => {
  if (fields === undefined) return undefined;
  const maxReceiveCount = fields.integer('maxReceiveCount', { min: 1, max: 1_000 });
  if (maxReceiveCount === undefined) throw fields.wrong('maxReceiveCount', 'is missing');
  return { targetArn: fields.requiredText('deadLetterTargetArn'), maxReceiveCount };
};

const allowedSources = (fields: Fields | undefined): Queue['allowedSources'] => {
  const permission = fields?.choice('redrivePermission', ['allowAll', 'denyAll', 'byQueue']) ?? 'allowAll';
  if (permission === 'allowAll') return 'all';
  return permission === 'denyAll' ? [] : (fields?.texts('sourceQueueArns') ?? []);
};
