/**
 * Everything of a template that the runner accepts without doing anything for it, because nothing it does could be
 * seen on one machine: permissions, encryption, retention, tracing, names of things that don't exist here.
 * What is neither here nor read by the resource's reader stops the start.
 */
const WITHOUT_LOCAL_EFFECT: Record<string, string[]> = {
  'a template': ['AWSTemplateFormatVersion', 'Description', 'Metadata', 'Outputs'],

  // Order and fate of resources in a stack; here there is nothing to update or delete.
  'a resource': ['DependsOn', 'DeletionPolicy', 'UpdateReplacePolicy', 'Metadata'],

  'AWS::Serverless::Function': [
    'Architectures', // one processor here
    'AutoPublishAlias', // the code that was built is the only version here
    'AutoPublishAliasAllProperties',
    'DeploymentPreference', // and takes all invocations at once
    'Description',
    'KmsKeyArn', // encryption of the environment at rest
    'PermissionsBoundary', // permissions: IAM doesn't exist here, the tests compare policies with the code instead
    'Policies',
    'RecursiveLoop', // loops through queues are not counted here
    'Role',
    'Tags',
    'Tracing', // X-Ray segments go nowhere
    'VersionDescription',
  ],
  'AWS::Serverless::Function LoggingConfig': [
    'LogGroup', // logs go to the terminal
    'SystemLogLevel', // the platform's own START, END and REPORT lines aren't printed
  ],
  'AWS::Serverless::Function DynamoDB event': [
    'KmsKeyArn', // encryption of the filters at rest
    'MetricsConfig',
  ],
  'AWS::Serverless::HttpApi': [
    'AccessLogSettings', // every request is logged to the terminal in a readable form instead
    'Description',
    'FailOnWarnings', // of an import
    'Name',
    'Tags',
  ],
  'AWS::Serverless::HttpApi route settings': ['DetailedMetricsEnabled'], // CloudWatch metrics
  'AWS::Serverless::WebSocketApi': [
    'AccessLogSettings', // connections and messages are logged to the terminal in a readable form instead
    'Description',
    'DisableSchemaValidation', // there are no models to validate by
    'FailOnWarnings', // of an import
    'IpAddressType', // of a domain name in AWS
    'Name',
    'PropagateTags',
    'Tags',
  ],
  'AWS::Serverless::WebSocketApi route': ['OperationName'],
  'AWS::Serverless::WebSocketApi route settings': [
    'DataTraceEnabled', // execution logs
    'DetailedMetricsEnabled', // CloudWatch metrics
    'LoggingLevel',
  ],
  'AWS::DynamoDB::Table': [
    'ContributorInsightsSpecification', // metrics
    'DeletionProtectionEnabled', // protects from DeleteTable by a stack, of which there is none
    'OnDemandThroughput', // a ceiling on the bill; nothing throttles here
    'PointInTimeRecoverySpecification',
    'ResourcePolicy', // permissions
    'SSESpecification', // encryption at rest
    'TableClass', // price
    'Tags',
  ],
  'AWS::DynamoDB::Table stream': ['ResourcePolicy'],
  'AWS::DynamoDB::Table index': ['ContributorInsightsSpecification', 'OnDemandThroughput'],
  'AWS::CloudWatch::Alarm': [
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
  ],
  'AWS::CloudWatch::Dashboard': ['DashboardBody', 'DashboardName'],
  'AWS::SQS::QueuePolicy': ['PolicyDocument'], // permissions
  'AWS::SQS::Queue': [
    'KmsDataKeyReusePeriodSeconds', // encryption at rest
    'KmsMasterKeyId',
    'SqsManagedSseEnabled',
    'Tags',
  ],
  'AWS::Serverless::Function SQS event': [
    'KmsKeyArn', // encryption of filter criteria
    'MetricsConfig', // CloudWatch metrics
  ],
  'AWS::Logs::LogGroup': ['DataProtectionPolicy', 'KmsKeyId', 'LogGroupClass', 'RetentionInDays', 'Tags'],
  'AWS::Logs::MetricFilter': [
    'ApplyOnTransformedLogs',
    'FilterName',
    'FilterPattern',
    'LogGroupName',
    'MetricTransformations',
  ],
  // Only alarms publish to topics.
  'AWS::SNS::Subscription': ['Endpoint', 'FilterPolicy', 'FilterPolicyScope', 'Protocol', 'Region', 'TopicArn'],
  'AWS::SNS::Topic': ['DisplayName', 'KmsMasterKeyId', 'Tags', 'TopicName'],
};

/** Whether `property` may stand in `type` (a resource type, or a named part of one) without being honoured. */
export const hasNoLocalEffect = (type: string, property: string): boolean =>
  WITHOUT_LOCAL_EFFECT[type]?.includes(property) ?? false;
