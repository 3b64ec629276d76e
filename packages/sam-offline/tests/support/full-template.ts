/** A template that gives every property that the runner honours (docs/template-support.md), some only here or there. */
export const FULL_TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Parameters:
  Word: { Type: String, Default: dev, AllowedValues: [dev, prod], AllowedPattern: '[a-z]+', MinLength: 1, MaxLength: 9 }
  Count: { Type: Number, Default: 3, MinValue: 1, MaxValue: 100 }
Mappings: { Sizes: { dev: { memory: 256 } } }
Rules: { Words: { RuleCondition: !Equals [!Ref Word, dev], Assertions: [{ Assert: !Equals [a, a], AssertDescription: never }] } }
Conditions: { Always: !Equals [!Ref Word, dev] }
Globals:
  Function: { Runtime: nodejs24.x }
  HttpApi: { Tags: { Owner: me } }
  WebSocketApi: { Tags: { Owner: me } }
Resources:
  Alarm: { Type: AWS::CloudWatch::Alarm }
  Dashboard: { Type: AWS::CloudWatch::Dashboard }
  Filter: { Type: AWS::Logs::MetricFilter }
  Subscription: { Type: AWS::SNS::Subscription }
  Topic: { Type: AWS::SNS::Topic }
  Policy: { Type: AWS::SQS::QueuePolicy }
  Role: { Type: AWS::IAM::Role }
  Logs: { Type: AWS::Logs::LogGroup, Condition: Always, Properties: { LogGroupName: logs } }
  DeadLetters: { Type: AWS::SQS::Queue }
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      DelaySeconds: 1
      FifoQueue: false
      MaximumMessageSize: 1024
      MessageRetentionPeriod: 60
      QueueName: queue
      ReceiveMessageWaitTimeSeconds: 1
      RedriveAllowPolicy: { redrivePermission: byQueue, sourceQueueArns: [!GetAtt DeadLetters.Arn] }
      RedrivePolicy: { deadLetterTargetArn: !GetAtt DeadLetters.Arn, maxReceiveCount: 1 }
      VisibilityTimeout: 60
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: table
      BillingMode: PROVISIONED
      AttributeDefinitions: [{ AttributeName: PK, AttributeType: S }]
      KeySchema: [{ AttributeName: PK, KeyType: HASH }]
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }
      GlobalSecondaryIndexes:
        - IndexName: global
          KeySchema: [{ AttributeName: PK, KeyType: HASH }]
          Projection: { ProjectionType: INCLUDE, NonKeyAttributes: [a] }
          ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }
      LocalSecondaryIndexes:
        - IndexName: local
          KeySchema: [{ AttributeName: PK, KeyType: HASH }]
          Projection: { ProjectionType: INCLUDE, NonKeyAttributes: [a] }
      StreamSpecification: { StreamViewType: NEW_IMAGE }
      TimeToLiveSpecification: { AttributeName: expiresAt, Enabled: true }
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        Authorizers:
          Upper:
            AuthorizationScopes: [read]
            IdentitySource: $request.header.Authorization
            JwtConfiguration: { Issuer: https://issuer.example, Audience: [board] }
          Lower:
            IdentitySource: $request.querystring.token
            JwtConfiguration: { issuer: https://issuer.example, audience: [board] }
        DefaultAuthorizer: Upper
        EnableIamAuthorizer: true
      CorsConfiguration:
        AllowOrigins: [https://a.example]
        AllowMethods: [GET]
        AllowHeaders: [accept]
        ExposeHeaders: [etag]
        MaxAge: 1
        AllowCredentials: true
      DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 }
      RouteSettings: { GET /: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } }
      StageName: $default
  Live:
    Type: AWS::Serverless::WebSocketApi
    Properties:
      Auth: { AuthType: NONE }
      DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 }
      Routes:
        $connect: { FunctionArn: !GetAtt Function.Arn }
        ping: { FunctionArn: !GetAtt Function.Arn, IntegrationTimeout: 1000 }
      RouteSelectionExpression: $request.body.action
      RouteSettings: { ping: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } }
      StageName: live
  Function:
    Type: AWS::Serverless::Function
    Properties:
      AutoPublishAlias: live
      CodeUri: code
      Environment: { Variables: { WORD: !Ref Word } }
      FunctionName: function
      Handler: index.handler
      LoggingConfig: { LogFormat: JSON, ApplicationLogLevel: INFO }
      MemorySize: 128
      Runtime: nodejs24.x
      Timeout: 3
      Events:
        Request:
          Type: HttpApi
          Properties:
            ApiId: !Ref Api
            Auth: { Authorizer: Lower, AuthorizationScopes: [read] }
            Method: GET
            Path: /
            PayloadFormatVersion: '2.0'
            RouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 }
            TimeoutInMillis: 1000
        Changes:
          Type: DynamoDB
          Properties:
            BatchSize: 1
            BisectBatchOnFunctionError: true
            DestinationConfig: { OnFailure: { Type: SQS, Destination: !GetAtt DeadLetters.Arn } }
            Enabled: true
            FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] }
            FunctionResponseTypes: [ReportBatchItemFailures]
            MaximumBatchingWindowInSeconds: 1
            MaximumRecordAgeInSeconds: 60
            MaximumRetryAttempts: 1
            ParallelizationFactor: 1
            StartingPosition: LATEST
            Stream: !GetAtt Table.StreamArn
        Rule:
          Type: Schedule
          Properties: { Name: rule, Schedule: rate(1 day), Input: '{}', Enabled: true }
        OtherRule:
          Type: Schedule
          Properties: { Schedule: cron(0 6 * * ? *), State: DISABLED }
        Daily:
          Type: ScheduleV2
          Properties:
            GroupName: group
            Name: daily
            ScheduleExpression: rate(1 day)
            ScheduleExpressionTimezone: Europe/Berlin
            StartDate: '2026-01-01T00:00:00Z'
            EndDate: '2027-01-01T00:00:00Z'
            FlexibleTimeWindow: { Mode: FLEXIBLE, MaximumWindowInMinutes: 5 }
            Input: '{}'
            State: ENABLED
        Jobs:
          Type: SQS
          Properties:
            BatchSize: 1
            Enabled: true
            FunctionResponseTypes: [ReportBatchItemFailures]
            MaximumBatchingWindowInSeconds: 1
            Queue: !GetAtt Queue.Arn
            ScalingConfig: { MaximumConcurrency: 2 }
`;
