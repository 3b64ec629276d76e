import { doorOf } from '../../src/lambda/http/caller.ts';
import { type Routes, routeAt } from '../../src/lambda/http/route.ts';
import { functionFile } from '../../tools/functions.ts';
import { resolvedTemplate, templateFunctions } from '../support/template.ts';

const functions = templateFunctions();

/** Whether a function's contract requires a signed-in person. */
const wantsUser = async (name: string, routeKey: string): Promise<boolean> => {
  const { route } = (await import(functionFile(name))) as { route: Routes };
  const door = doorOf(routeKey);
  const { auth } = routeAt(route, door);
  return auth === 'user' || (auth === 'door' && door === 'board');
};

describe('template.yaml', () => {
  test.each(functions)('$name is only ever given permissions, and denied none', ({ statements }) => {
    expect(statements.filter(({ Effect }) => Effect !== 'Allow')).toEqual([]);
  });

  test('no function may scan, and no policy has a wildcard except the one for connections, whose ids are not known before', () => {
    const policies = JSON.stringify(functions.map(({ statements }) => statements)).replaceAll('/@connections/*', '');
    expect(policies).toContain('dynamodb:');
    expect(policies).not.toMatch(/Scan|\*/);
  });

  test('the functions that post have the quotas of the parameters, and no other function has any', () => {
    const values = { PostsPerMinutePerPerson: '1', PostsPerMinutePerLink: '2', PostsPerMinutePerAddress: '3' };
    const quotas = resolvedTemplate(values).functions.flatMap(({ codeUri, variables }) =>
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

  test.each(functions.flatMap(({ name, routes }) => routes.map((route) => ({ name, ...route }))))(
    '$key: behind the authorizer, or open to everybody, as its contract says',
    async ({ name, key, authorizer }) => {
      expect(authorizer).toBe((await wantsUser(name, key)) ? 'Jwt' : 'NONE');
    },
  );

  test('the stream has two readers at most: more of them throttle each other', () => {
    const readers = functions.filter(({ events }) => events.some(({ Type }) => Type === 'DynamoDB'));
    expect(readers.length).toBeGreaterThan(0);
    expect(readers.length).toBeLessThanOrEqual(2);
  });

  test('a function behind a queue takes one job at a time, so a long job costs no other job an attempt', () => {
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
    [{ OwnerEmail: '' }, 'SenderEmail is given without OwnerEmail - name the address that POST /contact is mailed to'],
    [{ JwtAudience: '' }, 'JwtIssuer is given without JwtAudience - name the audience'],
    [{ SignInDomain: 'board' }, 'SignInDomain belongs to the Cognito user pool, and JwtIssuer replaces that pool'],
  ])('parameters that need each other are refused alone: %j', (given, message) => {
    expect(() => resolvedTemplate(given as Record<string, string>)).toThrow(new RegExp(message));
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
    // Mails need the one and the other.
    const other = (value: string) => value && 'b@example.com';
    const read = (value: string) => () =>
      resolvedTemplate({ OwnerEmail: other(value), SenderEmail: other(value), [name]: value });
    for (const value of ['', 'owner@example.com']) expect(read(value)).not.toThrow();
    for (const value of ['owner', 'Olga <owner@example.com>', '@', 'a@b@c']) expect(read(value)).toThrow(name);
  });

  test('every function has an event, and no route is declared twice', () => {
    expect(functions.filter(({ events, actions }) => events.length + actions.length === 0)).toEqual([]);
    const keys = functions.flatMap(({ routes }) => routes.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
