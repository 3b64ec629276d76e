// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { changed, readText, TEMPLATE } from '../support/template-text.ts';

const CODE = 'CodeUri: dist/hello/';
const CORS = 'CorsConfiguration: { AllowOrigins: !Ref Origins, AllowMethods: [GET] }';
const PATH = 'Path: /hello';
/** The function with one more property. */
const hello = (property: string) => changed(CODE, `${property}\n      ${CODE}`);

describe('what SAM refuses by how it is written is refused', () => {
  test.each([
    ['a name that is a number', hello('FunctionName: 7'), 'Hello.FunctionName must be text for SAM.'],
    ['a role that is a list', hello('Role: []'), 'Hello.Role must be text for SAM.'],
    ['tags that are text', hello('Tags: text'), 'Hello.Tags must be a map for SAM.'],
    ['null', hello('Tags: null'), 'Hello.Tags is null, which CloudFormation does not take.'],
    [
      'an alias that is put together',
      hello("AutoPublishAlias: !Sub '${Stage}'"),
      'Hello.AutoPublishAlias must be text or a !Ref for SAM, not Fn::Sub.',
    ],
    [
      'a deployment without an alias',
      hello('DeploymentPreference: { Type: AllAtOnce }'),
      'Hello.DeploymentPreference needs AutoPublishAlias beside it.',
    ],
    [
      'code that has a name only in AWS',
      changed(CODE, 'CodeUri: !Ref Stage'),
      'Hello.CodeUri must be written out: the SAM CLI uploads what stands there.',
    ],
    [
      'a path that is put together',
      changed(PATH, "Path: !Sub '/${Stage}'"),
      'Hello.Events.Get.Properties.Path must be text or a !Ref for SAM, not Fn::Sub.',
    ],
    [
      'a number in quotes',
      changed(PATH, `${PATH}, TimeoutInMillis: '1000'`),
      'Hello.Events.Get.Properties.TimeoutInMillis must be a whole number for SAM.',
    ],
    [
      'true in quotes',
      changed(CORS, "CorsConfiguration: 'true'"),
      'Api.CorsConfiguration must be true or false or a map for SAM.',
    ],
    [
      'a switch in quotes, which SAM takes for off',
      changed('EnableIamAuthorizer: true', "EnableIamAuthorizer: 'true'"),
      'Api.Auth.EnableIamAuthorizer must be true or false for SAM.',
    ],
    [
      'origins that are put together, for which SAM leaves out what stands beside them',
      changed('AllowOrigins: !Ref Origins', "AllowOrigins: !Split [',', 'a,b']"),
      'Api.CorsConfiguration.AllowOrigins must be a list or a !Ref for SAM, not Fn::Split.',
    ],
    ['a description that is a number', changed(CORS, 'Description: 7'), 'Api.Description must be text for SAM.'],
    [
      'a property that nobody knows, without a value',
      hello('Nope: !Ref AWS::NoValue'),
      'Hello.Nope is a property that the local runner cannot honour (in AWS::Serverless::Function).',
    ],
    [
      'what is of one function, in Globals',
      changed('    Tracing: Active', '    Tracing: Active\n    Policies: []'),
      'Globals.Function.Policies is a property that SAM does not take in Globals.',
    ],
    ['an empty section of Globals', changed('Globals:', 'Globals:\n  HttpApi:'), 'Globals.HttpApi must be a map.'],
    ['no property at all', changed(CORS, 'Auth:').replace(/\n {6}Auth: \{ Enable.*/, ''), 'Api.Auth must be a map.'],
    [
      'metadata that are text',
      changed('    DeletionPolicy: Delete', '    Metadata: x'),
      'Logs.Metadata must be a map.',
    ],
    [
      'an id with a hyphen',
      `${TEMPLATE}\n  a-b: { Type: AWS::SQS::Queue }\n`,
      'Resources.a-b is no logical id, which has letters and digits only.',
    ],
    [
      'an attribute without a name',
      changed('OWN: !Sub', 'ATT: !GetAtt Table\n          OWN: !Sub'),
      'Hello.Environment.Variables.ATT: Fn::GetAtt needs a list.',
    ],
    [
      'events that are null',
      changed('      Events:', '      Events:\n      Role: x\n    Metadata:'),
      'Hello.Events must be a map.',
    ],
    ['no resource', TEMPLATE.replace(/^Resources:[\s\S]*/m, ''), 'Resources is missing; there is nothing to run.'],
  ])('%s', (_, text, sentence) => {
    expect(() => readText(text)).toThrow(new Error(sentence));
  });
});

test('an event without Properties is the default route of the API that SAM makes', () => {
  const own = / {2}Api:\n[\s\S]*? {2}Logs:/.exec(TEMPLATE)?.[0] ?? '';
  const text = changed(own, '  Logs:').replace(/\n {10}Properties: \{ ApiId: .*/, '');
  expect(readText(text).functions[0]?.events).toMatchObject([{ apiId: 'ServerlessHttpApi', routeKey: '$default' }]);
});
