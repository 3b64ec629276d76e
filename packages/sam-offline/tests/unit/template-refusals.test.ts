// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { changed, readText, TEMPLATE } from '../support/template-text.ts';

describe('a template that the runner cannot honour', () => {
  test.each([
    ['a resource type', 'Type: AWS::Logs::LogGroup', 'Type: AWS::S3::Bucket', /^Logs\.Type is AWS::S3::Bucket, a/],
    ['a property', 'CodeUri: dist', 'Layers: [x]\n      CodeUri: dist', /^Hello\.Layers is a property that the local/],
    ['a nested property', 'AllowMethods: [GET]', 'AllowAll: 1', /^Api\.CorsConfiguration\.AllowAll is a property/],
    ['a property of the API', 'CorsConfig', 'Domain: {}\n      CorsConfig', /^Api\.Domain is a property/],
    ['a property of a table', 'BillingMode: PAY', 'Replicas: []\n      BillingMode: PAY', /^Table\.Replicas is a prop/],
    [
      'an attribute of a resource',
      '    DeletionPolicy: Delete',
      '    UpdatePolicy: {}',
      /^Logs\.UpdatePolicy is a prop/,
    ],
    ['an event type', 'Type: HttpApi\n', 'Type: S3\n', /^Hello\.Events\.Get\.Type is S3, an event that the local/],
    [
      'an intrinsic',
      '!Sub',
      '!ImportValue',
      /^Hello\.Environment\.Variables\.OWN: .* intrinsic function Fn::ImportValue/,
    ],
    ['an unknown name', '${Table}', '${Tabel}', /^Hello\.Environment\.Variables\.OWN: !Ref Tabel names no parameter/],
    ['an unknown attribute', '${Table}', '${Table.Size}', /OWN: the local runner knows no attribute Table\.Size/],
    ['a section', 'Mappings:', 'Hooks:', /^The template\.Hooks is a property/],
    ['a macro', 'AWS::Serverless-2016-10-31', 'Own::Macro', /^Transform must be AWS::Serverless-2016-10-31/],
    ['another runtime', 'nodejs24.x', 'python3.13', /^Hello\.Runtime is python3\.13; .* honours nodejs24\.x/],
    [
      'a timeout of an hour',
      'CodeUri: dist',
      'Timeout: 3600\n      CodeUri: dist',
      /^Hello\.Timeout must be a number from 1/,
    ],
    ['a handler that is none', 'index.handler', 'index', /^Hello\.Handler is index, not <file>\.<export>/],
    ['code elsewhere', 'CodeUri: dist/hello/', 'CodeUri: s3://b/k', /^Hello\.CodeUri is s3:\/\/b\/k; /],
    ['no code', 'CodeUri: dist/hello/', 'CodeUri: ""', /^Hello\.CodeUri is no folder of code/],
    ['payload format 1.0', 'Method: get', "PayloadFormatVersion: '1.0', Method: get", /PayloadFormatVersion is 1\.0; /],
    ['a stage', 'CorsConfig', 'StageName: prod\n      CorsConfig', /^Api\.StageName is prod; .* honours \$default/],
    [
      'a closed route',
      ', Auth: { Authorizer: NONE }',
      '',
      /^Hello\.Events\.Get.* is AWS_IAM by Api\.Auth\.DefaultAuth/,
    ],
    ['an authorizer', 'Authorizer: NONE', 'Authorizer: Users', /^Hello\.Events\.Get.*Authorizer is Users, which/],
    [
      'scopes',
      'Authorizer: NONE',
      'Authorizer: NONE, AuthorizationScopes: [a]',
      /Auth\.AuthorizationScopes needs an authorizer/,
    ],
    ['another API', 'ApiId: !Ref Api', 'ApiId: !Ref Table', /ApiId is Table, which is no HTTP API/],
    ['a method nobody knows', 'Method: get', 'Method: brew', /Method is BREW, which no HTTP API knows/],
    ['a condition that needs itself', '!Equals [!Ref Stage, prod]', '!Not [!Condition IsProd]', /^Conditions\.IsProd/],
    ['a wrong type', 'BillingMode: PAY_PER_REQUEST', 'BillingMode: [a]', /^Table\.BillingMode must be a string/],
    ['no key', 'KeySchema: [{ AttributeName: PK, KeyType: HASH }]', 'KeySchema: []', /^Table\.KeySchema is missing/],
    [
      'a key that is not defined',
      'AttributeName: PK, AttributeType',
      'AttributeName: SK, AttributeType',
      /^Table\.AttributeDefinitions lacks PK, which is a key/,
    ],
    [
      'a parameter type',
      'Type: Number',
      'Type: AWS::SSM::Parameter::Value<String>',
      /^Parameters\.Limit\.Type is AWS::SSM/,
    ],
    ['a default out of bounds', 'Default: 3,', 'Default: 300,', /^Parameter Limit is "300", but must be at most 100/],
    [
      'a default not allowed',
      'Default: dev',
      'Default: test',
      /^Parameter Stage is "test", but must be one of dev, prod/,
    ],
    ['a parameter without value', 'Default: dev, ', '', /^Parameter Stage has no default; .*--parameter Stage=/],
    ['a tag nobody knows', '!Sub', '!Subst', /^template\.yaml is not a readable template: .*!Subst at line \d+/],
    ['a key twice', 'CodeUri: dist/hello/', 'CodeUri: a\n      CodeUri: b', /keys must be unique at line \d+/],
    ['broken YAML', 'Resources:', 'Resources: [', /^template\.yaml is not a readable template: /],
  ])('refuses %s, and says where', (_, from, to, sentence) => {
    const message = (() => {
      try {
        readText(changed(from, to));
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message).toMatch(sentence);
  });

  test('refuses credentials for every origin, a second API, a route twice and settings of no route', () => {
    const everyOrigin = changed('AllowMethods: [GET]', 'AllowCredentials: true').replace('!Ref Origins', "['*']");
    expect(() => readText(everyOrigin)).toThrow(/^Api\.CorsConfiguration\.AllowCredentials cannot be true while/);
    expect(() => readText(`${TEMPLATE}\n  Other: { Type: AWS::Serverless::HttpApi }\n`)).toThrow(
      /^Other is a second HTTP/,
    );
    const twice = `${TEMPLATE}        Again:
          Type: HttpApi
          Properties: { ApiId: !Ref Api, Method: GET, Path: /hello, Auth: { Authorizer: NONE } }\n`;
    expect(() => readText(twice)).toThrow(/^Hello\.Events\.Again\.Properties declares the route GET \/hello, which /);
    const settings = changed('      Auth: { Enable', "      RouteSettings: { 'GET /x': {} }\n      Auth: { Enable");
    expect(() => readText(settings)).toThrow(/^Api\.RouteSettings names GET \/x, which is no route/);
  });

  test('refuses a parameter that it does not have', () => {
    expect(() => readText(TEMPLATE, { Nope: '1' })).toThrow('The template has no parameter Nope (--parameter Nope=…).');
  });
});
