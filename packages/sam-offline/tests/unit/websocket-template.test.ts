// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { readText } from '../support/template-text.ts';

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Parameters:
  WebSocketEndpoint: { Type: String, Default: '' }
Globals:
  Function: { Runtime: nodejs24.x, Handler: index.handler, CodeUri: dist/ }
  WebSocketApi: { RouteSelectionExpression: $request.body.action }
Resources:
  Sockets:
    Type: AWS::Serverless::WebSocketApi
    Properties:
      StageName: live
      Auth: { AuthType: NONE }
      Routes:
        $connect: { FunctionArn: !GetAtt Talk.Arn }
        ping: { FunctionArn: !Sub '\${Talk.Arn}', IntegrationTimeout: 5000, OperationName: Ping }
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200, LoggingLevel: INFO }
      RouteSettings: { ping: { ThrottlingRateLimit: 5 } }
      AccessLogSettings: { DestinationArn: !GetAtt Nowhere.Arn, Format: $context.requestId }
      Tags: { a: b }
  Talk:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables:
          OWN: !Sub '\${Sockets} \${Sockets.ApiId} \${Sockets.ApiEndpoint} \${WebSocketEndpoint}'
`;

const changed = (from: string, to: string): string => {
  if (!TEMPLATE.includes(from)) throw new Error(`The template has no "${from}"`);
  return TEMPLATE.replace(from, to);
};

const arn = 'arn:aws:lambda:eu-north-1:123456789012:function:Talk';

describe('a WebSocket API of the template', () => {
  test('becomes routes with settings', () => {
    const [api] = readText(TEMPLATE).webSocketApis;
    expect(api).toEqual({
      logicalId: 'Sockets',
      stageName: 'live',
      routeSelection: ['action'],
      routes: new Map([
        ['$connect', { path: 'Sockets.Routes.$connect', functionArn: arn, timeoutMs: 29_000 }],
        ['ping', { path: 'Sockets.Routes.ping', functionArn: arn, timeoutMs: 5_000 }],
      ]),
      defaultSettings: { rate: 100, burst: 200 },
      routeSettings: new Map([['ping', { rate: 5, burst: undefined }]]),
    });
  });

  describe.each([
    ['alias', '!Ref Talk.Alias', `${arn}:live`],
    ['version', '!Ref Talk.Version', `${arn}:1`],
    ['alias, in a text', "!Sub '${Talk.Alias}'", `${arn}:live`],
  ])('may invoke the %s of a function', (_, written, functionArn) => {
    const template = changed('$connect: { FunctionArn: !GetAtt Talk.Arn }', `$connect: { FunctionArn: ${written} }`);

    test('whose AutoPublishAlias it has, or Globals', () => {
      for (const published of [
        template.replace('CodeUri: dist/', 'CodeUri: dist/, AutoPublishAlias: live'),
        template.replace(
          '    Properties:\n      Environment',
          '    Properties:\n      AutoPublishAlias: live\n      Environment',
        ),
      ]) {
        const [api] = readText(published).webSocketApis;
        expect(api?.routes.get('$connect')).toMatchObject({ functionArn });
      }
    });

    test('and of no other', () => {
      expect(() => readText(template)).toThrow(
        /^Sockets\.Routes\.\$connect\.FunctionArn: !Ref Talk\.(Alias|Version) needs Talk\.AutoPublishAlias, which is not given\.$/,
      );
    });
  });

  test('is known by its id and by where it listens, and so is the parameter WebSocketEndpoint', () => {
    const { variables } = readText(TEMPLATE).functions[0] ?? {};
    expect(variables?.OWN).toBe('Sockets Sockets ws://localhost:3001 http://localhost:3001');
  });

  test.each([
    ['$request.body.action', ['action']],
    ['${request.body.action}', ['action']],
    ['$request.body.message.kind', ['message', 'kind']],
  ])('selects routes by %s', (expression, members) => {
    const text = changed('$request.body.action }', `'${expression}' }`);
    expect(readText(text).webSocketApis[0]?.routeSelection).toEqual(members);
  });

  test('without a stage name has SAM’s', () => {
    expect(readText(changed('      StageName: live\n', '')).webSocketApis[0]?.stageName).toBe('default');
  });

  test.each([
    ['an authorizer', 'AuthType: NONE', 'AuthType: CUSTOM', /^Sockets\.Auth\.AuthType is CUSTOM; .* honours NONE/],
    ['nothing that SAM could guard', '$connect:', 'other:', /^Sockets\.Auth needs a route \$connect, which/],
    ['an authorizer’s function', 'AuthType: NONE', 'AuthArn: a', /^Sockets\.Auth\.AuthArn is a property that the/],
    ['another property', 'StageName: live', 'Domain: {}', /^Sockets\.Domain is a property that the local runner/],
    ['an impossible stage', 'StageName: live', "StageName: '$default'", /^Sockets\.StageName is \$default, which no/],
    ['an unknown expression', '$request.body.action }', '$context.a }', /^Sockets\.RouteSelectionExpression is \$con/],
    ['a JSONPath', '$request.body.action }', "'$request.body.a[0]' }", /RouteSelectionExpression is .*; the local run/],
    ['no expression', '$request.body.action }', "'' }", /^Sockets\.RouteSelectionExpression is missing/],
    ['another key', '        ping:', '        say-it:', /^Sockets\.Routes\.say-it is no route key: SAM takes letters/],
    ['a route of nothing', 'FunctionArn: !GetAtt Talk.Arn', 'OperationName: a', /\.\$connect\.FunctionArn is missing/],
    [
      'a foreign function',
      '!GetAtt Talk.Arn',
      'arn:x',
      /^Sockets\.Routes\.\$connect\.FunctionArn is arn:x, which is no/,
    ],
    ['half a minute', '5000', '30000', /^Sockets\.Routes\.ping\.IntegrationTimeout must be a number from 50 to 29000/],
    ['models', 'OperationName: Ping', 'RequestModels: {}', /^Sockets\.Routes\.ping\.RequestModels is a property that/],
    [
      'route responses',
      'OperationName: Ping',
      'RouteResponseSelectionExpression: $default',
      /^Sockets\.Routes\.ping\.RouteResponseSelectionExpression answers only with an AWS::ApiGatewayV2::RouteResponse/,
    ],
    ['settings of no route', '{ ping: { Thr', '{ pong: { Thr', /^Sockets\.RouteSettings names pong, which is no route/],
    ['other settings', 'LoggingLevel: INFO', 'Cache: 1', /^Sockets\.DefaultRouteSettings\.Cache is a property that/],
    [
      'a second one',
      '  Talk:\n',
      '  Again: { Type: AWS::Serverless::WebSocketApi, Properties: { Routes: { a: { FunctionArn: b } } } }\n  Talk:\n',
      /^Again is a second WebSocket API; the local runner serves one/,
    ],
  ])('refuses %s, and says where', (_, from, to, sentence) => {
    const text =
      from === '      Routes:\n' ? changed(from, to).replace('      Tags: { a: b }\n', '') : changed(from, to);
    expect(() => readText(text)).toThrow(sentence);
  });
});
