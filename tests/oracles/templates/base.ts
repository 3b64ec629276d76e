/** A template with one of each that SAM transforms, as JSON. */
export const BASE = {
  AWSTemplateFormatVersion: '2010-09-09',
  Transform: 'AWS::Serverless-2016-10-31',
  Parameters: {
    Stage: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] },
    Origins: { Type: 'CommaDelimitedList', Default: 'https://a.example, https://b.example' },
    Limit: { Type: 'Number', Default: 3 },
    Prefix: { Type: 'String', Default: 'my' },
  },
  Mappings: { Sizes: { dev: { memory: 256 }, prod: { memory: 1024 } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
  },
  Globals: {
    Function: {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 5,
      Environment: { Variables: { SHARED: 'global' } },
    },
    HttpApi: { FailOnWarnings: true } as Record<string, unknown>,
  },
  Resources: {
    Api: {
      Type: 'AWS::Serverless::HttpApi',
      Properties: {
        Auth: {
          Authorizers: {
            Users: {
              JwtConfiguration: { issuer: 'https://issuer.example', audience: ['a'] },
              IdentitySource: '$request.header.Authorization',
            },
          },
          DefaultAuthorizer: 'Users',
        },
        CorsConfiguration: { AllowOrigins: { Ref: 'Origins' }, AllowMethods: ['GET'] },
      },
    },
    Socket: {
      Type: 'AWS::Serverless::WebSocketApi',
      Properties: {
        RouteSelectionExpression: '$request.body.action',
        Routes: { $default: { FunctionArn: { 'Fn::GetAtt': ['Hello', 'Arn'] } } },
      },
    },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
        StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      },
    },
    Jobs: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
      },
    },
    Dead: { Type: 'AWS::SQS::Queue' },
    Hello: {
      Type: 'AWS::Serverless::Function',
      Properties: {
        CodeUri: 'dist/hello/',
        Environment: { Variables: { TABLE: { Ref: 'Table' } } },
        Events: {
          Get: {
            Type: 'HttpApi',
            Properties: { ApiId: { Ref: 'Api' }, Method: 'get', Path: '/hello', Auth: { Authorizer: 'NONE' } },
          },
        },
      },
    },
    Work: {
      Type: 'AWS::Serverless::Function',
      Properties: {
        CodeUri: 'dist/jobs/',
        Events: {
          Jobs: { Type: 'SQS', Properties: { Queue: { 'Fn::GetAtt': ['Jobs', 'Arn'] }, BatchSize: 5 } },
          Changes: {
            Type: 'DynamoDB',
            Properties: { Stream: { 'Fn::GetAtt': ['Table', 'StreamArn'] }, StartingPosition: 'LATEST' },
          },
        },
      },
    },
  },
};
