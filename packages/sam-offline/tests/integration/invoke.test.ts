import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServicesServer, type ServicesServer } from '../../src/aws-api/server.ts';
import { createLambda } from '../../src/lambda/api.ts';
import { type Deployment, deploy } from '../../src/lambda/deployment.ts';
import { readApplication } from '../../src/template/application.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { IDENTITY } from '../support/queues.ts';

const TEMPLATE = join(__dirname, '..', 'support', 'fixtures', 'schedules', 'template.yaml');
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:every-hour';

describe('Lambda’s Invoke', () => {
  let folder: string;
  let deployment: Deployment;
  let server: ServicesServer;
  let url: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sam-offline-invoke-'));
    const application = readApplication({
      template: TEMPLATE,
      parameters: new Map([['RecordsFile', join(folder, 'records')]]),
      region: IDENTITY.region,
      databaseUrl: 'http://database.invalid',
    });
    deployment = deploy(application, IDENTITY.credentials, () => undefined);
    server = createServicesServer(['local'], () => undefined);
    url = await server.listen();
    server.serve([createLambda({ pools: deployment.pools, environment: application })]);
  });
  afterAll(async () => {
    await server.close();
    await deployment.terminate();
    rmSync(folder, { recursive: true });
  });

  const invoke = async (name: string, body?: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}/2015-03-31/functions/${name}/invocations`, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=local/', ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    return { answer, status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };

  test.each([
    ['its name', 'every-hour'],
    ['its logical id', 'Hourly'],
    ['a name and $LATEST', 'every-hour:$LATEST'],
    ['a name and its alias', 'every-hour:live'],
    ['its alias as a qualifier', 'every-hour', '?Qualifier=live'],
    ['its ARN', encodeURIComponent(ARN)],
    ['its alias’s ARN', encodeURIComponent(`${ARN}:live`)],
    ['the end of its ARN', '123456789012:function:every-hour'],
  ])('finds a function by %s', async (_, name, query = '') => {
    const answer = await fetch(`${url}/2015-03-31/functions/${name}/invocations${query}`, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=local/' },
      body: '{"a":["ü",1]}',
    });
    expect(answer.headers.get('x-amz-executed-version')).toBe('$LATEST');
    expect(answer.headers.get('x-amz-function-error')).toBeNull();
    expect([answer.status, await answer.json()]).toEqual([200, { a: ['ü', 1] }]);
  });

  test('without an event gives an empty one', async () => {
    expect(await invoke('Hourly')).toMatchObject({ status: 200, body: {} });
  });

  test('tells what a function fails at', async () => {
    const { answer, status, body } = await invoke('Hourly', '{"does":"throw"}');
    expect([status, answer.headers.get('x-amz-function-error')]).toEqual([200, 'Unhandled']);
    expect(body).toEqual({ errorType: 'RangeError', errorMessage: 'asked for', trace: expect.any(Array) });
    expect(body.trace[0]).toBe('RangeError: asked for');
  });

  test('tells that a function took too long', async () => {
    const { answer, body } = await invoke('Hanging', '{"does":"hang"}');
    expect(answer.headers.get('x-amz-function-error')).toBe('Unhandled');
    expect(body).toEqual({ errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 1.00 seconds' });
  });

  test('returns the end of what a function logs, to those who ask for it', async () => {
    const logged = await invoke('Hourly', '{"does":"log"}', { 'x-amz-log-type': 'Tail' });
    const tail = Buffer.from(logged.answer.headers.get('x-amz-log-result') ?? '', 'base64').toString();
    expect(tail).toMatch(/^\S+\t[0-9a-f-]{36}\tINFO\ta line of the function\n$/);
    const long = await invoke('Hourly', JSON.stringify({ does: 'log', times: 100 }), { 'x-amz-log-type': 'Tail' });
    expect(Buffer.from(long.answer.headers.get('x-amz-log-result') ?? '', 'base64')).toHaveLength(4_096);
    const silent = await invoke('Hourly', '{"does":"log"}');
    expect(silent.answer.headers.get('x-amz-log-result')).toBeNull();
  });

  test('of the type Event does not wait, of the type DryRun does nothing', async () => {
    const lines = () => (existsSync(join(folder, 'records')) ? readFileSync(join(folder, 'records'), 'utf8') : '');
    expect(await invoke('Daily', '{"dry":1}', { 'x-amz-invocation-type': 'DryRun' })).toMatchObject({ status: 204 });
    const later = await invoke('Daily', '{"later":1}', { 'x-amz-invocation-type': 'Event' });
    expect(later).toMatchObject({ status: 202, body: undefined });
    await waitFor('the invocation', () => lines().includes('"later"'));
    expect(lines()).not.toContain('"dry"');
  });

  test.each([
    [
      'an unknown function',
      'Nobody',
      '{}',
      {},
      404,
      'ResourceNotFoundException',
      /^There is no function Nobody; the runner has Daily, every-hour, Given, Failing, Hanging\.$/,
    ],
    ['an unknown alias', 'Daily:old', '{}', {}, 404, 'ResourceNotFoundException', /^There is no function Daily:old/],
    ['what is not JSON', 'Daily', '{', {}, 400, 'InvalidRequestContentException', /^The event is not JSON\.$/],
    [
      'another type',
      'Daily',
      '{}',
      { 'x-amz-invocation-type': 'Later' },
      400,
      'InvalidParameterValueException',
      /Later/,
    ],
    [
      'more than Lambda takes',
      'Daily',
      JSON.stringify('x'.repeat(6_300_000)),
      {},
      413,
      'RequestTooLargeException',
      /6 MB/,
    ],
  ] as [string, string, string, Record<string, string>, number, string, RegExp][])(
    'refuses %s',
    async (_, name, body, headers, status, code, message) => {
      const refused = await invoke(name, body, headers);
      expect(refused).toMatchObject({ status, body: { Type: 'User', Message: expect.stringMatching(message) } });
      expect(refused.answer.headers.get('x-amzn-errortype')).toBe(code);
    },
  );

  test('is not for those who do not sign', async () => {
    expect(await invoke('Daily', '{}', { authorization: 'Bearer x' })).toMatchObject({ status: 403 });
  });
});
