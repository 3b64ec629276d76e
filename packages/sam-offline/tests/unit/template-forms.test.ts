// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { changed, readText, TEMPLATE } from '../support/template-text.ts';

const sub = "OWN: !Sub 'table ${Table} in ${AWS::Region}, ${!Literal}'";
const api = 'ApiId: !Ref Api, Method: get, Path: /hello';

describe('the order and the form of a template do not matter', () => {
  test('a name may use what stands below it', () => {
    const named = changed(
      '    Properties: { RetentionInDays: 30 }',
      "    Properties: { LogGroupName: !Sub '/x/${Hello}' }",
    )
      .replace('CodeUri: dist/hello/', "CodeUri: dist/hello/\n      FunctionName: !Sub '${Items}-reader'")
      .replace(sub, 'OWN: !Ref Logs');
    const items = `  Items:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: items
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: PK, AttributeType: S }]
      KeySchema: [{ AttributeName: PK, KeyType: HASH }]
`;
    const [hello] = readText(named + items).functions;
    expect(hello).toMatchObject({ name: 'items-reader', variables: { OWN: '/x/items-reader' } });
  });

  test('a name that needs itself is refused', () => {
    const text = changed('CodeUri: dist/hello/', "CodeUri: dist/hello/\n      FunctionName: !Sub '${Logs}-x'").replace(
      'Properties: { RetentionInDays: 30 }',
      'Properties: { LogGroupName: !Ref Hello }',
    );
    expect(() => readText(text)).toThrow(/^(Hello\.FunctionName|Logs\.LogGroupName) depends on itself\.$/);
  });

  test('Transform may be a list of one', () => {
    const text = changed('AWS::Serverless-2016-10-31', '[AWS::Serverless-2016-10-31]');
    expect(readText(text).functions).toHaveLength(1);
    expect(() => readText(text.replace('-31]', '-31, Own::Macro]'))).toThrow(/^Transform must be/);
  });

  const route = (properties: string) =>
    readText(changed(api, properties)).functions[0]?.events.map((event) => 'routeKey' in event && event.routeKey);

  test.each([
    ['ApiId: !Ref Api, Path: $default, Method: ANY', '$default'],
    ['ApiId: !Ref Api, Path: $default, Method: any', '$default'],
    ['ApiId: !Ref Api, Path: $default', '$default'],
    ['ApiId: !Ref Api', '$default'],
    ['ApiId: !Ref Api, Path: /$default, Method: ANY', '$default'],
    ['ApiId: !Ref Api, Path: /x, Method: x-amazon-apigateway-any-method', 'ANY /x'],
    ['ApiId: !Ref Api, Method: any, Path: "/{proxy+}"', 'ANY /{proxy+}'],
    ['ApiId: !Ref Api, Method: get, Path: "/a/{b}/{c.d-e_f}"', 'GET /a/{b}/{c.d-e_f}'],
  ])('the route of { %s } is %s', (properties, key) => {
    expect(route(properties)).toEqual([key]);
  });

  test.each([
    ['Path: $default, Method: GET', /^Hello\.Events\.Get\.Properties\.Path must start with a slash/],
    ['Path: /x', /Properties\.Method is missing/],
    ['Method: get', /Properties\.Path is missing/],
    ['Method: get, Path: "/a/{p+}/b"', /Path is \/a\/\{p\+\}\/b: nothing can follow \{p\+\}/],
    ['Method: get, Path: "/b/{id}.json"', /Path is .*: \{id\}\.json is neither text nor one \{parameter\}/],
    ['Method: get, Path: "/e/{id"', /: \{id is neither/],
    ['Method: get, Path: "/e/id}"', /: id\} is neither/],
    ['Method: get, Path: "/e/{}"', /: \{\} is neither/],
    ['Method: get, Path: "/{id}/{id}"', /Path is \/\{id\}\/\{id\}, which has \{id\} twice/],
    ['Method: get, Path: "/{id}/{id+}"', /has \{id\} twice/],
  ])('a route with { %s } is refused', (properties, sentence) => {
    expect(() => route(`ApiId: !Ref Api, ${properties}`)).toThrow(sentence);
  });

  test('CorsConfiguration may be true, for every origin, or false', () => {
    const cors = (value: string) =>
      readText(
        changed(
          'CorsConfiguration: { AllowOrigins: !Ref Origins, AllowMethods: [GET] }',
          `CorsConfiguration: ${value}`,
        ),
      ).httpApis[0]?.cors;
    expect(cors('true')).toMatchObject({ allowOrigins: ['*'], allowMethods: [] });
    expect(cors('false')).toBeUndefined();
    expect(() => cors('maybe')).toThrow(/^Api\.CorsConfiguration must be true or false or a map for SAM/);
  });

  test('an event without ApiId belongs to the API that SAM makes', () => {
    const own = / {2}Api:\n[\s\S]*? {2}Logs:/.exec(TEMPLATE)?.[0] ?? '';
    const text = changed(own, '  Logs:')
      .replace(api, 'Method: get, Path: /hello')
      .replace(', Auth: { Authorizer: NONE }', '')
      .replace(sub, 'OWN: !Ref ServerlessHttpApi');
    const { httpApis, functions } = readText(text);
    expect(httpApis.map(({ logicalId }) => logicalId)).toEqual(['ServerlessHttpApi']);
    expect(functions[0]?.variables.OWN).toBe('ServerlessHttpApi');
    expect(() => readText(changed('ApiId: !Ref Api, ', ''))).toThrow('is a second HTTP API');
  });
});

describe('what Lambda and DynamoDB would refuse is refused', () => {
  const own = (variable: string) => readText(changed(sub, variable)).functions[0]?.variables;

  test.each([
    ['AWS_REGION: x', /^Hello\.Environment\.Variables\.AWS_REGION is a variable that Lambda sets itself/],
    ['_HANDLER: x', /Variables\._HANDLER is a variable that Lambda sets itself/],
    ['"A-B": x', /Variables\.A-B is no name for a variable/],
    ['A: x', /Variables\.A is no name for a variable/],
    ['1A: x', /Variables\.1A is no name for a variable/],
    [`OWN: ${'ü'.repeat(2_040)}`, /^Hello\.Environment\.Variables are 41\d\d bytes as JSON; Lambda allows 4096/],
  ])('a variable: %s', (variable, sentence) => {
    expect(() => own(variable)).toThrow(sentence);
  });

  test('nothing less than 4 KB of them', () => {
    expect(own(`OWN: ${'x'.repeat(4_000)}`)?.OWN).toHaveLength(4_000);
  });

  const named = (name: string) => readText(changed('CodeUri: dist/hello/', `CodeUri: x\n      FunctionName: ${name}`));
  const table = (name: string) => readText(changed('BillingMode: PAY', `TableName: ${name}\n      BillingMode: PAY`));

  test.each([
    ['a function name of 70 characters', () => named('x'.repeat(70)), /^Hello\.FunctionName is x{70}, not letters/],
    ['a function name with a dot', () => named('a.b'), /^Hello\.FunctionName is a\.b, not letters/],
    ['a table name of two characters', () => table('ab'), /^Table\.TableName is ab, not 3 to 255/],
    ['a table name with a slash', () => table('a/b/c'), /^Table\.TableName is a\/b\/c, not 3 to 255/],
  ])('%s', (_, read, sentence) => {
    expect(read).toThrow(sentence);
  });

  test('two of one name', () => {
    const other = `  Other:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: x, FunctionName: Hello }
`;
    expect(() => readText(TEMPLATE + other)).toThrow('Other.FunctionName is Hello, as Hello is called already.');
  });
});

describe('a dynamic reference', () => {
  const text = changed(sub, "OWN: '{{resolve:ssm:/my/name:3}}-x'");

  test('is refused without its value', () => {
    expect(() => readText(text)).toThrow(
      'Hello.Environment.Variables.OWN has {{resolve:ssm:/my/name:3}}, which only AWS can look up; give it with --resolve ssm:/my/name:3=VALUE.',
    );
  });

  test('is what was given for it, also through a parameter', () => {
    const references = { 'ssm:/my/name:3': 'a=b' };
    expect(readText(text, {}, references).functions[0]?.variables.OWN).toBe('a=b-x');
    const parameter = changed(sub, 'OWN: !Ref DynamoDbEndpoint');
    const given = readText(parameter, { DynamoDbEndpoint: '{{resolve:ssm:/my/name:3}}' }, references);
    expect(given.functions[0]?.variables.OWN).toBe('a=b');
  });
});

describe('an AllowedPattern', () => {
  const pattern = (text: string) =>
    readText(changed('Type: String, Default: dev, ', `Type: String, Default: dev, AllowedPattern: '${text}', `));

  test('is matched against all of the value', () => {
    expect(() => pattern('d.v')).not.toThrow();
    expect(() => pattern('d')).toThrow('Parameter Stage is "dev", but must match d.');
  });

  test.each(['a++', '(?i)dev', '[a', '\\p{Alpha}+', '\\Qdev\\E', '[a-z&&[^d]]ev'])(
    'that JavaScript reads otherwise than Java is refused: %s',
    (text) => {
      expect(() => pattern(text)).toThrow(/^Parameters\.Stage\.AllowedPattern is .* the local runner can/);
    },
  );
});
