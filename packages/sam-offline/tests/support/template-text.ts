import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Application, readApplication } from '../../src/template/application.ts';
import { supplied } from './local-project.ts';

/** A small template with a bit of everything. Tests change one place of it. */
export const TEMPLATE = `
AWSTemplateFormatVersion: 2010-09-09
Transform: AWS::Serverless-2016-10-31
Parameters:
  Origins: { Type: CommaDelimitedList, Default: 'https://a.example, https://b.example' }
  Limit: { Type: Number, Default: 3, MinValue: 1, MaxValue: 100 }
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  DynamoDbEndpoint: { Type: String, Default: '' }
Mappings:
  Sizes: { dev: { memory: 256 }, prod: { memory: 1024 } }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsDev: !Not [!Condition IsProd]
  Either: !Or [!Condition IsProd, !Condition IsDev]
  Both: !And [!Condition IsProd, !Condition IsDev]
Globals:
  Function:
    Runtime: nodejs24.x
    Handler: index.handler
    Tracing: Active
    Environment: { Variables: { SHARED: global, LIMIT: !Ref Limit } }
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth: { EnableIamAuthorizer: true, DefaultAuthorizer: AWS_IAM }
      CorsConfiguration: { AllowOrigins: !Ref Origins, AllowMethods: [GET] }
  Logs:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Delete
    Properties: { RetentionInDays: 30 }
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: PK, AttributeType: S }]
      KeySchema: [{ AttributeName: PK, KeyType: HASH }]
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: dist/hello/
      Policies: [{ Statement: [{ Resource: !GetAtt Nowhere.Arn }] }]
      Environment:
        Variables:
          OWN: !Sub 'table \${Table} in \${AWS::Region}, \${!Literal}'
      Events:
        Get:
          Type: HttpApi
          Properties: { ApiId: !Ref Api, Method: get, Path: /hello, Auth: { Authorizer: NONE } }
`;

/** The template with one text in it replaced by another. */
export const changed = (from: string, to: string): string => {
  if (!TEMPLATE.includes(from)) throw new Error(`The template has no "${from}"`);
  return TEMPLATE.replace(from, to);
};

/** Reads a template's text as the runner reads the file. */
export const readText = (
  text: string,
  parameters: Record<string, string> = {},
  references: Record<string, string> = {},
): Application => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-template-'));
  const file = join(folder, 'template.yaml');
  try {
    writeFileSync(file, text);
    const options = { region: 'eu-north-1', ...supplied({ databaseUrl: 'http://db.test' }) };
    return readApplication({
      ...options,
      template: file,
      parameters: new Map(Object.entries(parameters)),
      references: new Map(Object.entries(references)),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};
