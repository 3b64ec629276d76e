import type { ResourceReader } from './reader.ts';

/** What watches AWS, or says who may do what: here it only has to be there to be referred to. */
const operations = (
  type: string,
  reason: string,
  properties: readonly string[],
): ResourceReader<{ logicalId: string }> => ({
  type,
  supports: { honours: {}, ignores: { [reason]: properties } },
  attributes: () => ({}),
  read: (logicalId) => ({ logicalId }),
});

export const alarm = operations('AWS::CloudWatch::Alarm', 'there are no metrics to watch', [
  'ActionsEnabled',
  'AlarmActions',
  'AlarmDescription',
  'AlarmName',
  'ComparisonOperator',
  'DatapointsToAlarm',
  'Dimensions',
  'EvaluateLowSampleCountPercentile',
  'EvaluationPeriods',
  'ExtendedStatistic',
  'InsufficientDataActions',
  'MetricName',
  'Metrics',
  'Namespace',
  'OKActions',
  'Period',
  'Statistic',
  'Tags',
  'Threshold',
  'ThresholdMetricId',
  'TreatMissingData',
  'Unit',
]);

export const dashboard = operations('AWS::CloudWatch::Dashboard', 'there are no metrics to show', [
  'DashboardBody',
  'DashboardName',
]);

export const metricFilter = operations('AWS::Logs::MetricFilter', 'there are no metrics', [
  'ApplyOnTransformedLogs',
  'FilterName',
  'FilterPattern',
  'LogGroupName',
  'MetricTransformations',
]);

export const subscription = operations('AWS::SNS::Subscription', 'only alarms publish to topics', [
  'Endpoint',
  'FilterPolicy',
  'FilterPolicyScope',
  'Protocol',
  'Region',
  'TopicArn',
]);

export const topic = operations('AWS::SNS::Topic', 'only alarms publish to topics', [
  'DisplayName',
  'KmsMasterKeyId',
  'Tags',
  'TopicName',
]);

const NO_IAM = 'permissions: there is no IAM';

export const queuePolicy = operations('AWS::SQS::QueuePolicy', NO_IAM, ['PolicyDocument', 'Queues']);

export const role = operations('AWS::IAM::Role', NO_IAM, [
  'AssumeRolePolicyDocument',
  'Description',
  'ManagedPolicyArns',
  'MaxSessionDuration',
  'Path',
  'PermissionsBoundary',
  'Policies',
  'RoleName',
  'Tags',
]);
