import type { EventReader } from '../events/reader.ts';
import type { Fields } from '../fields.ts';

/** A queue whose messages invoke the function in which it stands. */
export type SqsEvent = {
  type: 'SQS';
  /** Where it stands in the template: `Work.Events.Jobs.Properties`. */
  path: string;
  queueArn: string;
  batchSize: number;
  /** How long a batch may be waited for once it has a first message. */
  windowSeconds: number;
  /** Whether the function says which messages of a batch failed. */
  reportsFailures: boolean;
  /** Concurrent invocations at most; undefined leaves it to the runner. */
  maximumConcurrency: number | undefined;
  enabled: boolean;
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-sqs.html */
export const sqsEvent: EventReader<SqsEvent> = {
  supports: {
    honours: {
      BatchSize: true,
      Enabled: true,
      FunctionResponseTypes: true,
      MaximumBatchingWindowInSeconds: true,
      Queue: true,
      ScalingConfig: { honours: { MaximumConcurrency: true } },
    },
    ignores: { 'encryption of the filters at rest': ['KmsKeyArn'], 'CloudWatch metrics': ['MetricsConfig'] },
  },
  read: (fields) => readSqsEvent(fields),
};

const readSqsEvent = (fields: Fields): SqsEvent => {
  const responses = fields.texts('FunctionResponseTypes');
  const unknown = responses.find((name) => name !== 'ReportBatchItemFailures');
  if (unknown !== undefined) throw fields.wrong('FunctionResponseTypes', `has ${unknown}, which Lambda doesn't know`);
  const batchSize = fields.integer('BatchSize', { min: 1, max: 10_000 }) ?? 10;
  const windowSeconds = fields.integer('MaximumBatchingWindowInSeconds', { min: 0, max: 300 }) ?? 0;
  if (batchSize > 10 && windowSeconds === 0) {
    throw fields.wrong('BatchSize', `is ${batchSize}; more than 10 need MaximumBatchingWindowInSeconds`);
  }
  const scaling = fields.section('ScalingConfig');
  return {
    type: 'SQS',
    path: fields.path,
    queueArn: fields.requiredText('Queue'),
    batchSize,
    windowSeconds,
    reportsFailures: responses.length > 0,
    maximumConcurrency: scaling?.integer('MaximumConcurrency', { min: 2, max: 1_000 }),
    enabled: fields.flag('Enabled') ?? true,
  };
};
