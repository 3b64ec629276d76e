import type { EventReader } from '../events/reader.ts';
import type { Fields } from '../fields.ts';
import { FILTER_CRITERIA, readFilterCriteria } from './filter-criteria.ts';
import type { RecordFilter } from './filter-pattern.ts';

/** A stream of a table whose records invoke the function in which it stands: an event source mapping. */
export type DynamoDbEvent = {
  type: 'DynamoDB';
  /** Where it stands in the template: `RelayChangesFunction.Events.Changes.Properties`. */
  path: string;
  streamArn: string;
  enabled: boolean;
  /** Where reading begins while there is no position yet. */
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  /** Records in one invocation at most. */
  batchSize: number;
  /** How long a batch that isn't full waits for more records; 0: not at all. */
  batchingWindowMs: number;
  /** Which records the function wants. */
  matches: RecordFilter;
  /** Whether the function's result may name the records that failed. */
  reportsItemFailures: boolean;
  /** Whether a batch that failed is halved before it is retried. */
  bisects: boolean;
  /** How often a batch is retried; undefined: for as long as its records live. */
  maxRetries: number | undefined;
  /** Older records are discarded; undefined: none is. */
  maxRecordAgeMs: number | undefined;
  /** The queue that hears of discarded batches. */
  onFailureQueueArn: string | undefined;
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-dynamodb.html */
export const dynamoDbEvent: EventReader<DynamoDbEvent> = {
  supports: {
    honours: {
      BatchSize: true,
      BisectBatchOnFunctionError: true,
      DestinationConfig: { honours: { OnFailure: { honours: { Destination: true, Type: 'only `SQS`' } } } },
      Enabled: true,
      FilterCriteria: FILTER_CRITERIA,
      FunctionResponseTypes: true,
      MaximumBatchingWindowInSeconds: true,
      MaximumRecordAgeInSeconds: true,
      MaximumRetryAttempts: true,
      ParallelizationFactor: 'only `1`',
      StartingPosition: true,
      Stream: true,
    },
    ignores: { 'encryption of the filters at rest': ['KmsKeyArn'], 'CloudWatch metrics': ['MetricsConfig'] },
  },
  read: (fields) => readDynamoDbEvent(fields),
};

const readDynamoDbEvent = (fields: Fields): DynamoDbEvent => {
  checkParallelization(fields);
  return {
    type: 'DynamoDB',
    path: fields.path,
    streamArn: fields.requiredText('Stream'),
    enabled: fields.flag('Enabled') ?? true,
    startingPosition: startingPosition(fields),
    batchSize: fields.integer('BatchSize', { min: 1, max: 10_000 }) ?? 100,
    batchingWindowMs: (fields.integer('MaximumBatchingWindowInSeconds', { min: 0, max: 300 }) ?? 0) * 1_000,
    matches: readFilterCriteria(fields.section('FilterCriteria')),
    reportsItemFailures: reportsItemFailures(fields),
    bisects: fields.flag('BisectBatchOnFunctionError') ?? false,
    maxRetries: limit(fields.integer('MaximumRetryAttempts', { min: -1, max: 10_000 })),
    maxRecordAgeMs: maxRecordAgeMs(fields),
    onFailureQueueArn: onFailureQueueArn(fields.section('DestinationConfig')),
  };
};

const startingPosition = (fields: Fields): DynamoDbEvent['startingPosition'] => {
  // AT_TIMESTAMP is for Kinesis.
  const position = fields.choice('StartingPosition', ['TRIM_HORIZON', 'LATEST']);
  if (position === undefined) throw fields.wrong('StartingPosition', 'is missing');
  return position;
};

const checkParallelization = (fields: Fields): void => {
  const factor = fields.integer('ParallelizationFactor', { min: 1, max: 10 }) ?? 1;
  if (factor > 1) {
    throw fields.wrong('ParallelizationFactor', `is ${factor}; the local runner hands over one batch at a time (1)`);
  }
};

const reportsItemFailures = (fields: Fields): boolean => {
  const types = fields.texts('FunctionResponseTypes');
  const unknown = types.find((type) => type !== 'ReportBatchItemFailures');
  if (unknown === undefined) return types.length > 0;
  throw fields.wrong('FunctionResponseTypes', `has ${unknown}; the local runner honours ReportBatchItemFailures`);
};

const YOUNGEST_AGE_S = 60;

const maxRecordAgeMs = (fields: Fields): number | undefined => {
  const property = 'MaximumRecordAgeInSeconds';
  const seconds = limit(fields.integer(property, { min: -1, max: 604_800 }));
  if (seconds === undefined) return undefined;
  if (seconds < YOUNGEST_AGE_S)
    throw fields.wrong(property, `must be -1 or at least ${YOUNGEST_AGE_S}, not ${seconds}`);
  return seconds * 1_000;
};

/** -1 stands for no limit. */
const limit = (value: number | undefined): number | undefined => (value === -1 ? undefined : value);

const onFailureQueueArn = (config: Fields | undefined): string | undefined => {
  const onFailure = config?.section('OnFailure');
  onFailure?.choice('Type', ['SQS']);
  return onFailure?.requiredText('Destination');
};
