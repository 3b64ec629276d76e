// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are CloudFormation's
import { join } from 'node:path';
import { readApplication } from '../../src/template/application.ts';
import { supplied } from '../support/local-project.ts';
import { changed, readText, TEMPLATE } from '../support/template-text.ts';

describe('the template', () => {
  /** The variables of a function whose variable OWN is this. */
  const own = (yaml: string, parameters: Record<string, string> = {}): string | undefined =>
    readText(changed("OWN: !Sub 'table ${Table} in ${AWS::Region}, ${!Literal}'", `OWN: ${yaml}`), parameters)
      .functions[0]?.variables.OWN;

  test('becomes typed functions, API and tables', () => {
    const { functions, httpApis, tables } = readText(TEMPLATE);
    expect(functions).toEqual([
      {
        logicalId: 'Hello',
        name: 'Hello',
        codeUri: 'dist/hello/',
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        memorySize: 128,
        timeout: 3,
        variables: { SHARED: 'global', LIMIT: '3', OWN: 'table Table in eu-north-1, ${Literal}' },
        logging: { format: 'Text', level: 'TRACE' },
        events: [expect.objectContaining({ routeKey: 'GET /hello', authorizer: 'NONE', timeoutMs: 30_000 })],
      },
    ]);
    expect(httpApis[0]?.cors).toMatchObject({ allowOrigins: ['https://a.example', 'https://b.example'] });
    expect(tables[0]).toMatchObject({ name: 'Table', timeToLiveAttribute: undefined });
  });

  test.each([
    ['!Ref Table', 'Table'],
    ['!Ref Hello', 'Hello'],
    ['!Ref DynamoDbEndpoint', 'http://db.test'],
    ['!GetAtt Table.Arn', 'arn:aws:dynamodb:eu-north-1:123456789012:table/Table'],
    ['{ Fn::GetAtt: [Hello, Arn] }', 'arn:aws:lambda:eu-north-1:123456789012:function:Hello'],
    ['!Join ["-", [a, !Ref Stage, 1]]', 'a-dev-1'],
    ['!Select [1, !Split [",", "a,b,c"]]', 'b'],
    ['!Select [0, !Ref Origins]', 'https://a.example'],
    ['!If [IsProd, !GetAtt Nowhere.Arn, fine]', 'fine'],
    ['!If [IsDev, !If [Both, x, nested], y]', 'nested'],
    ['!If [Either, yes, no]', 'true'],
    ['!FindInMap [Sizes, !Ref Stage, memory]', '256'],
    ['!Base64 abc', 'YWJj'],
    ['!Sub ["${a}/${Table.Arn}", { a: !Ref Stage }]', 'dev/arn:aws:dynamodb:eu-north-1:123456789012:table/Table'],
    ['2020-01-01', '2020-01-01'],
    ['!If [IsProd, x, !Ref AWS::NoValue]', undefined],
  ])('%s is %s', (yaml, value) => {
    expect(own(yaml)).toBe(value);
  });

  test('a table without a name has its logical id’s, made long enough for DynamoDB', () => {
    const { tables, functions } = readText(TEMPLATE.replaceAll('Table:', 'T:').replace('${Table}', '${T}'));
    expect(tables[0]).toMatchObject({ name: 'local-T', definition: { TableName: 'local-T' } });
    expect(functions[0]?.variables.OWN).toMatch(/^table local-T /);
  });

  test('parameters given on the command line win over defaults, and conditions follow', () => {
    expect(own('!If [IsProd, big, small]', { Stage: 'prod' })).toBe('big');
    expect(own('!Ref DynamoDbEndpoint', { DynamoDbEndpoint: 'http://other' })).toBe('http://other');
    expect(readText(TEMPLATE, { Limit: '7' }).functions[0]?.variables.LIMIT).toBe('7');
  });

  test('Globals are merged below a resource’s own properties', () => {
    const { functions } = readText(changed('OWN: !Sub', 'SHARED: mine\n          OWN: !Sub'));
    expect(functions[0]?.variables).toMatchObject({ SHARED: 'mine', LIMIT: '3' });
  });

  test('a resource whose condition does not hold is not there', () => {
    const conditional = changed('  Table:\n    Type', '  Table:\n    Condition: IsProd\n    Type');
    expect(() => readText(conditional)).toThrow(
      'Hello.Environment.Variables.OWN: !Ref Table names no parameter or resource.',
    );
    expect(readText(conditional, { Stage: 'prod' }).tables).toHaveLength(1);
  });

  test('accepts what has no effect on one machine, without looking into it', () => {
    const untouched = changed(
      '      Policies:',
      '      Role: !GetAtt Nowhere.Arn\n      Architectures: [arm64]\n      Policies:',
    );
    expect(readText(untouched).functions).toHaveLength(1);
  });

  test('of the example is honoured whole', () => {
    const file = join(__dirname, '..', '..', 'examples', 'hello', 'template.yaml');
    const application = readApplication({
      template: file,
      parameters: new Map(),
      region: 'eu-north-1',
      ...supplied(),
    });
    expect(application.functions.length).toBeGreaterThan(0);
    expect(application.tables).toHaveLength(2);
  });
});
