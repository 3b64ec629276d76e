const WORK = 'Resources.Work.Properties.Events';
/** A property that is not there. */
const ABSENT = undefined;

/** Of the queues and streams of a function. */
export const EVENT_SOURCES: Record<string, unknown[]> = {
  [`${WORK}.Jobs.Properties`]: [ABSENT, {}, null, 'text'],
  [`${WORK}.Jobs.Properties.Queue`]: [ABSENT, 'text', { Ref: 'Jobs' }, { 'Fn::GetAtt': ['Nope', 'Arn'] }, 7],
  [`${WORK}.Jobs.Properties.BatchSize`]: [0, 11, 'text', '5', 10_001, null],
  [`${WORK}.Jobs.Properties.Enabled`]: [true, false, 'false', 'text', 7],
  [`${WORK}.Jobs.Properties.FilterCriteria`]: [{ Filters: [{ Pattern: '{}' }] }],
  [`${WORK}.Jobs.Properties.FunctionResponseTypes`]: [['ReportBatchItemFailures'], ['Nope'], 'ReportBatchItemFailures'],
  [`${WORK}.Jobs.Properties.MaximumBatchingWindowInSeconds`]: [5, 301, 'text'],
  [`${WORK}.Jobs.Properties.ScalingConfig`]: [{ MaximumConcurrency: 2 }, { MaximumConcurrency: 1 }, { Nope: 1 }],
  [`${WORK}.Jobs.Properties.Nope`]: [1],
  [`${WORK}.Changes.Properties.Stream`]: [ABSENT, 'text', { 'Fn::GetAtt': ['Table', 'Arn'] }],
  [`${WORK}.Changes.Properties.StartingPosition`]: [ABSENT, 'TRIM_HORIZON', 'AT_TIMESTAMP', 'nope', 7],
  [`${WORK}.Changes.Properties.BatchSize`]: [0, 1, 10_001, 'text'],
  [`${WORK}.Changes.Properties.FilterCriteria`]: [
    { Filters: [{ Pattern: '{"a":["b"]}' }] },
    { Filters: [{ Pattern: 'x' }] },
    { Nope: 1 },
    'text',
  ],
  [`${WORK}.Changes.Properties.DestinationConfig`]: [
    { OnFailure: { Type: 'SQS', Destination: { 'Fn::GetAtt': ['Dead', 'Arn'] } } },
    { OnFailure: { Destination: { 'Fn::GetAtt': ['Dead', 'Arn'] } } },
    { OnFailure: { Type: 'SNS', Destination: 'x' } },
    { OnFailure: { Type: 'nope', Destination: 'x' } },
    { OnFailure: { Type: 'SQS' } },
    { OnFailure: {} },
    {},
    'text',
  ],
  [`${WORK}.Changes.Properties.MaximumRetryAttempts`]: [-1, 3, -2],
  [`${WORK}.Changes.Properties.BisectBatchOnFunctionError`]: [true, 'text'],
  [`${WORK}.Changes.Properties.ParallelizationFactor`]: [1, 2],
  [`${WORK}.Changes.Properties.TumblingWindowInSeconds`]: [5],
  [`${WORK}.Changes.Properties.Nope`]: [1],
  [`${WORK}.Extra`]: [
    { Type: 'Kinesis', Properties: { Stream: 'x', StartingPosition: 'LATEST' } },
    { Type: 'Schedule', Properties: { Schedule: 'rate(1 minute)' } },
    { Type: 'S3', Properties: { Bucket: { Ref: 'Nope' }, Events: 's3:ObjectCreated:*' } },
    { Type: 'SNS', Properties: { Topic: 'x' } },
    { Type: 'Api', Properties: { Method: 'get', Path: '/x' } },
  ],
};
