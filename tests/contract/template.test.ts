import { readApplication } from '../../local/template/application.ts';
import { templateFunctions } from '../support/template.ts';

const functions = templateFunctions();

const identity = (name: string): string =>
  `ses:SendEmail arn:\${AWS::Partition}:ses:\${AWS::Region}:\${AWS::AccountId}:identity/\${${name}}`;

const CONNECTIONS = ['POST', 'DELETE'].map(
  (method) =>
    `execute-api:ManageConnections arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${WebSocketApi}/live/${method}/@connections/*`,
);

/** What each function may do, and nothing else: on the table, and with Query on which indexes. A new one needs its line. */
const ALLOWED: Record<string, { table: string[]; query?: string[]; other?: string[] }> = {
  'post-message': { table: ['GetItem', 'PutItem', 'UpdateItem'] },
  'list-messages': { table: ['GetItem', 'Query'], query: ['GSI2'] },
  'get-message': { table: ['GetItem'] },
  'edit-message': { table: ['GetItem', 'UpdateItem'] },
  'delete-message': { table: ['GetItem', 'DeleteItem'] },
  'add-reaction': { table: ['GetItem', 'UpdateItem'] },
  'remove-reaction': { table: ['GetItem', 'UpdateItem'] },
  'list-my-messages': { table: ['BatchGetItem'], query: ['GSI1'] },
  'get-me': { table: ['GetItem'] },
  'put-me': { table: ['GetItem', 'PutItem', 'DeleteItem'] },
  'get-user': { table: ['GetItem'] },
  'create-board': { table: ['PutItem'] },
  'list-boards': { table: ['BatchGetItem'], query: ['GSI1'] },
  'get-board': { table: ['GetItem', 'Query'] },
  'edit-board': { table: ['GetItem', 'UpdateItem'] },
  'delete-board': { table: ['GetItem', 'DeleteItem'] },
  'list-members': { table: ['BatchGetItem', 'GetItem', 'Query'] },
  'set-member': { table: ['GetItem', 'UpdateItem'] },
  'remove-member': { table: ['GetItem', 'UpdateItem', 'DeleteItem'] },
  'create-invite': { table: ['GetItem', 'PutItem'] },
  'get-invite': { table: ['GetItem'] },
  'accept-invite': { table: ['ConditionCheckItem', 'GetItem', 'PutItem', 'UpdateItem'] },
  'create-link': { table: ['GetItem', 'PutItem'] },
  'get-shared': { table: ['GetItem'] },
  'list-links': { table: ['GetItem'], query: ['GSI1'] },
  'delete-link': { table: ['GetItem', 'DeleteItem'] },
  'post-contact': { table: ['PutItem', 'UpdateItem'] },
  'get-dashboard': { table: ['Query'] },
  'relay-changes': {
    table: ['BatchGetItem', 'PutItem', 'UpdateItem'],
    other: ['sqs:SendMessage BoardRemovals', 'sqs:SendMessage Mails'],
  },
  'remove-board': { table: ['BatchWriteItem', 'Query'], query: ['GSI1'], other: ['sqs:SendMessage BoardRemovals'] },
  'send-contact': {
    table: ['GetItem', 'UpdateItem'],
    other: ['sqs:ChangeMessageVisibility Mails', ...['SenderEmail', 'Domain', 'OwnerEmail'].map(identity)],
  },
  'create-ticket': { table: ['GetItem', 'PutItem'] },
  'list-changes': { table: ['GetItem', 'Query'] },
  'live-connect': { table: ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'] },
  'live-disconnect': { table: ['DeleteItem', 'GetItem'] },
  'live-default': { table: ['DeleteItem', 'GetItem'], other: CONNECTIONS },
  'live-subscribe': { table: ['DeleteItem', 'GetItem', 'Query', 'UpdateItem'], other: CONNECTIONS },
  'live-ping': { table: ['DeleteItem', 'GetItem', 'Query', 'UpdateItem'], other: CONNECTIONS },
  'live-cursor': { table: ['DeleteItem', 'GetItem', 'Query', 'UpdateItem'], other: CONNECTIONS },
  'live-change': { table: ['DeleteItem', 'GetItem', 'PutItem', 'UpdateItem'], other: CONNECTIONS },
  'fan-out': { table: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'], other: CONNECTIONS },
  health: { table: [] },
  'health-ready': { table: ['GetItem'] },
  openapi: { table: [] },
  page: { table: [] },
};

/** A statement's actions and resources, multiplied out and in short: `GetItem table`, `Query GSI2`. */
const permissions = ({ statements }: (typeof functions)[0]): string[] =>
  statements.flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${short(action)} ${placeOf(resource)}`)),
  );

const short = (action: string): string => action.replace(/^dynamodb:/, '');

const placeOf = (resource: unknown): string => {
  const { 'Fn::GetAtt': attribute, 'Fn::Sub': text } = resource as { 'Fn::GetAtt'?: string[]; 'Fn::Sub'?: unknown };
  if (attribute?.[1] === 'Arn') return attribute[0] === 'WhiteboardTable' ? 'table' : String(attribute[0]);
  const template = String([text].flat()[0]);
  return /^\$\{WhiteboardTable\.Arn\}\/index\/(GSI[12])$/.exec(template)?.[1] ?? template;
};

const MAIL = ['OwnerEmail', 'SenderEmail'];

const isOpen = (route: string): boolean =>
  /^[A-Z]+ \/(messages|tickets|changes|shared\/\{token\}|contact|health|openapi\.json|app\.js|styles\.css|icon\.svg|config\.json|$)/.test(
    route,
  );

describe('template.yaml', () => {
  test.each(functions)('$name may do what it needs to, where it needs to', (declared) => {
    const { table = [], query = [], other = [] } = ALLOWED[declared.name] ?? {};
    const expected = [...table.map((action) => `${action} table`), ...query.map((index) => `Query ${index}`), ...other];
    expect(permissions(declared).sort()).toEqual(expected.sort());
    expect(declared.statements.every(({ Effect }) => Effect === 'Allow')).toBe(true);
  });

  test('lists no function that is not there', () => {
    expect(functions.map(({ name }) => name).sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  test('no function may scan, and no policy has a wildcard but one for connections, whose ids nobody knows before', () => {
    const policies = JSON.stringify(functions.map(({ statements }) => statements)).replaceAll('/@connections/*', '');
    expect(policies).toContain('dynamodb:');
    expect(policies).not.toMatch(/Scan|\*/);
  });

  test('the functions that post have the quotas of the parameters, and no other function has any', () => {
    const values = { PostsPerMinutePerPerson: '1', PostsPerMinutePerLink: '2', PostsPerMinutePerAddress: '3' };
    const parameters = new Map(Object.entries(values));
    const application = readApplication({
      template: 'template.yaml',
      parameters,
      region: 'us-east-1',
      databaseUrl: '',
    });
    const quotas = application.functions.flatMap(({ codeUri, variables }) =>
      Object.entries(variables)
        .filter(([name]) => name.startsWith('POSTS_'))
        .map(([name, value]) => `${codeUri} ${name}=${value}`),
    );
    const given = Object.keys(values).map(
      (name, n) => `${name.replace(/[A-Z]/g, '_$&').slice(1).toUpperCase()}=${n + 1}`,
    );
    expect(quotas).toEqual(
      ['post-message', 'post-contact', 'live-change'].flatMap((name) => given.map((pair) => `dist/${name}/ ${pair}`)),
    );
  });

  test.each(functions.flatMap(({ routes }) => routes))('$key: open to everybody, or behind the authorizer', (route) => {
    expect(route.authorizer).toBe(isOpen(route.key) ? 'NONE' : 'Jwt');
  });

  test('the stream has two readers at most: more of them throttle each other', () => {
    const readers = functions.filter(({ events }) => events.some(({ Type }) => Type === 'DynamoDB'));
    expect(readers.length).toBeGreaterThan(0);
    expect(readers.length).toBeLessThanOrEqual(2);
  });

  test('a function behind a queue takes one job at a time: one that takes long costs no other an attempt', () => {
    const queues = functions.flatMap(({ events }) => events).filter(({ Type }) => Type === 'SQS');
    expect(queues.length).toBeGreaterThan(0);
    for (const { Properties } of queues) expect(Properties).toMatchObject({ BatchSize: 1 });
  });

  test('a reader of the stream outlives an outage: it gives up by age, not by attempts', () => {
    const streams = functions.flatMap(({ events }) => events).filter(({ Type }) => Type === 'DynamoDB');
    const limits = { MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: expect.any(Number) };
    for (const { Properties } of streams) expect(Properties).toMatchObject(limits);
  });

  test.each([
    [{ SenderEmail: '' }, 'OwnerEmail is given without SenderEmail - name the verified sender'],
    [{ OwnerEmail: '' }, 'SenderEmail is given without OwnerEmail - name whom POST /contact is mailed to'],
    [{ JwtAudience: '' }, 'JwtIssuer is given without JwtAudience - name the audience'],
    [{ SignInDomain: 'board' }, 'SignInDomain is of the Cognito user pool, and JwtIssuer is given instead'],
  ])('parameters that need each other are refused alone: %j', (given, message) => {
    const parameters = new Map<string, string>(Object.entries(given));
    const read = () => readApplication({ template: 'template.yaml', parameters, region: 'us-east-1', databaseUrl: '' });
    expect(read).toThrow(new RegExp(message));
  });

  test.each(functions.filter(({ platform }) => platform.length > 0))(
    '$name, behind a stream or a queue, reads that one alone',
    (fn) => {
      const sources = fn.events.map(({ Properties: { Queue, Stream } }) => Queue ?? Stream);
      const reads = fn.platform.filter(({ Action }) =>
        /^(dynamodb|sqs):(Get|Receive)/.test([Action].flat().at(-1) ?? ''),
      );
      expect(reads.map(({ Resource }) => Resource)).toEqual(sources);
    },
  );

  test('every function behind a stream or a queue has a role of its own', () => {
    const behind = functions.filter(({ events }) => events.some(({ Type }) => Type === 'SQS' || Type === 'DynamoDB'));
    expect(behind.filter(({ platform }) => platform.length === 0)).toEqual([]);
    expect(behind).toHaveLength(4);
  });

  test.each(['OwnerEmail', 'SenderEmail', 'AlarmEmail'])('%s is a mail address or nothing', (name) => {
    const read = (value: string) => () =>
      readApplication({
        template: 'template.yaml',
        // Mails need the one and the other.
        parameters: new Map([...MAIL.map((other) => [other, value && 'b@example.com'] as const), [name, value]]),
        region: 'us-east-1',
        databaseUrl: '',
      });
    for (const value of ['', 'owner@example.com']) expect(read(value)).not.toThrow();
    for (const value of ['owner', 'Olga <owner@example.com>', '@', 'a@b@c']) expect(read(value)).toThrow(name);
  });

  test('every function has an event, and no route is declared twice', () => {
    expect(functions.filter(({ events, actions }) => events.length + actions.length === 0)).toEqual([]);
    const keys = functions.flatMap(({ routes }) => routes.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
