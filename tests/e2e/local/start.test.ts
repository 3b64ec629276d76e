import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DATA_FOLDER } from '../../support/data-folder.ts';
import { FIXTURE } from '../../support/gateway.ts';
import { tokenFor } from '../../support/identity.ts';
import { isRunning } from '../../support/processes.ts';
import { createProject } from '../../support/project.ts';
import { expectRefusal } from '../../support/refusal.ts';
import { type Runner, runLocal, startRunner } from '../../support/runner.ts';
import { waitFor } from '../../support/wait-for.ts';
import { openGate } from '../../support/websocket.ts';

const start = (args: string[], env: Record<string, string> = {}): Promise<Runner> =>
  startRunner(['--memory', '--no-watch', ...args], { env: { ...process.env, ...env } });

describe('npm start', () => {
  let runner: Runner;
  beforeAll(async () => {
    runner = await start([]);
  });
  afterAll(() => runner.kill());

  test('prints two lines to try and where the data is, and last where it listens', () => {
    expect(runner.url).toMatch(/^http:\/\/localhost:\d+$/);
    const lines = runner.output().trim().split('\n');
    expect(lines.slice(-2)).toEqual([`Whiteboard is running at ${runner.url}`, 'Ctrl-C stops it.']);
    expect(lines.length).toBeLessThan(20);
    expect(lines).toContainEqual(expect.stringMatching(/^Routes: \d+ \(--routes lists them\)$/));
    expect(lines).toContain(
      `  curl -s -X POST ${runner.url}/messages -H 'content-type: application/json' -d '{"author":"Ada","text":"Hello, board"}'`,
    );
    expect(lines).toContain(`  curl -s ${runner.url}/messages`);
    expect(lines).toContainEqual(
      expect.stringMatching(/^Data: not kept.* \(DynamoDB at http:\/\/127\.0\.0\.1:\d+, access key local\)$/),
    );
    // For a token that this very runner takes.
    const command = `npm run -s token -- alice --port ${new URL(runner.url).port} --data-dir ${DATA_FOLDER}`;
    expect(lines).toContain(`Sign in with "authorization: Bearer $TOKEN": TOKEN=$(${command})`);
  });

  test('logs why a token is refused, without the token, and in a line that cannot drive a terminal', async () => {
    const { url, output } = runner;
    const token = await tokenFor(url, 'ada', { issuer: 'http://localhost:1/\u001b[31m\n' });
    const answer = await fetch(`${url}/users/me`, { headers: { authorization: `Bearer ${token}` } });
    expect({ status: answer.status, body: await answer.text() }).toEqual({
      status: 401,
      body: '{"message":"Unauthorized"}',
    });
    const reason = `the token's issuer is http://localhost:1/?[31m? instead of ${url}`;
    const line = await waitFor('its line', () => /^.* 401 .*$/m.exec(output())?.[0]);
    expect(line).toMatch(/^\d\d:\d\d:\d\d GET \/users\/me 401 \d+ ms \(.*\)$/);
    expect(line).toContain(`(${reason})`);
    expect(output()).not.toContain(token.split('.').at(-1));
  });
});

describe('npm start with another template', () => {
  let runner: Runner;
  beforeAll(async () => {
    runner = await start(['--template', FIXTURE]);
  });
  afterAll(() => runner.kill());

  test('answers, and logs each request as a line that cannot drive a terminal', async () => {
    const { url, output } = runner;
    expect((await fetch(`${url}/things/%1B%5B31m`)).status).toBe(200);
    await fetch(`${url}/nowhere?token=secret`);
    await fetch(`${url}/fault/throw`);
    await waitFor('three lines', () => /fault\/throw 500/.test(output()));
    expect(output()).toMatch(/^\d\d:\d\d:\d\d GET \/things\/%1B%5B31m 200 \d+ ms EchoFunction$/m);
    expect(output()).toMatch(/^\d\d:\d\d:\d\d GET \/nowhere 404 \d+ ms$/m);
    expect(output()).toMatch(/^FaultFunction [0-9a-f-]{36} TypeError: a secret of the function$/m);
    expect(output()).not.toContain('token');
  });

  test('lets running requests finish on Ctrl-C, and ends quietly with 0', async () => {
    const before = runner.output();
    const gate = await openGate();
    const slow = fetch(`${runner.url}/busy/a?gate=${encodeURIComponent(gate.url)}`);
    await gate.reached();
    process.kill(-(runner.process.pid ?? 0), 'SIGINT');
    await waitFor('the end of listening', () =>
      fetch(runner.url).then(
        () => false,
        () => true,
      ),
    );
    gate.release();
    expect((await slow).status).toBe(200);
    await waitFor('its end', () => runner.process.exitCode !== null);
    expect(runner.process.exitCode).toBe(0);
    const requests = runner.output().slice(before.length).trim().split('\n');
    expect(requests.filter((line) => !/ GET \/(busy\/a 200|(?<=\/) 404) /.test(line))).toEqual([]);
  });
});

describe('npm start with --function-logs and --routes', () => {
  let runner: Runner;
  beforeAll(async () => {
    const args = ['--template', FIXTURE, '--function-logs', '--routes'];
    runner = await start(args, { TZ: 'America/New_York' });
  });
  afterAll(() => runner.kill());

  test('lists the routes, and where it listens is last even then', () => {
    const lines = runner.output().trimEnd().split('\n');
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}POST \/answer +AnswerFunction$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}GET \/things\/\{id\} +EchoFunction$/));
    expect(lines.at(-2)).toBe(`Whiteboard is running at ${runner.url}`);
  });

  test('runs functions in UTC, logs by the clock of this machine, and prints what functions log on request', async () => {
    const { url, output } = runner;
    const hour = () => new Date().toLocaleTimeString('en-GB', { timeZone: 'America/New_York' }).slice(0, 2);
    const before = hour();
    expect(await (await fetch(`${url}/echo`)).json()).toMatchObject({ hour: 12 });
    const logged = await waitFor('its line', () => /^(\d\d):\d\d:\d\d GET \/echo/m.exec(output())?.[1]);
    expect([before, hour()]).toContain(logged);
    await fetch(`${url}/fault/log`);
    await waitFor('its lines', () => output().includes('quiet') && output().includes('careful'));
    expect(output()).not.toContain('too low');
  });

  test('leaves no function behind when it is killed, not even one that computes for ever', async () => {
    const computing = fetch(`${runner.url}/hungry/compute`).catch(() => 'gone');
    const pid = await waitFor('its line', () => /computing in (\d+)/.exec(runner.output())?.[1]);
    expect(isRunning(Number(pid))).toBe(true);
    runner.process.kill('SIGKILL');
    expect(await computing).toBe('gone');
    await waitFor('its end', () => !isRunning(Number(pid)));
  });
});

describe('whatever npm start has still to do', () => {
  let child: ChildProcess;
  afterEach(() => child.kill('SIGKILL'));

  test('it ends at once on a second Ctrl-C, which is not the echo of the first', async () => {
    const service = join(__dirname, '..', '..', 'support', 'fixtures', 'lasting-service.mjs');
    child = spawn(process.execPath, [service], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    const ended = once(child, 'exit');
    await waitFor('its start', () => output.includes('started'));
    child.kill('SIGINT');
    await waitFor('its reaction', () => output.includes('stopping'));
    // Longer than npm's echo of a Ctrl-C takes at most, 100 ms: it may be as much longer as it likes.
    await delay(250);
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect(output.match(/stopping/g)).toHaveLength(1);
  });
});

describe('npm start is refused in one sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whiteboard-refused-'));
  const taken = createServer();
  let port: number;
  beforeAll(async () => {
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    ({ port } = taken.address() as { port: number });
  });
  afterAll(() => {
    taken.close();
    rmSync(folder, { recursive: true });
  });
  const FREE = ['--memory', '--port', '0', '--dynamodb-port', '0'];

  test('by its process as well, with status 1: a port in use, naming the flag that chooses another', async () => {
    const { status, output } = await runLocal('start', [...FREE, '--template', FIXTURE, '--port', `${port}`]);
    expect(output).toBe(`Port ${port} is in use; choose another one with --port.\n`);
    expect(status).toBe(1);
  });

  test('a port of the database that is in use', () => {
    const sentence = new RegExp(`^Port ${port} is in use; choose another one for the database with --dynamodb-port`);
    return expectRefusal([...FREE, '--template', FIXTURE, '--dynamodb-port', `${port}`], sentence);
  });

  test('a template that is not there', () =>
    expectRefusal([...FREE, '--template', '/no/such.yaml'], /^There is no template at /));

  test('a template feature that it cannot honour', async () => {
    const template = join(folder, 'template.yaml');
    const text = 'Transform: AWS::Serverless-2016-10-31\nResources: { Jobs: { Type: "AWS::S3::Bucket" } }\n';
    writeFileSync(template, text);
    await expectRefusal([...FREE, '--template', template], /^Jobs\.Type is AWS::S3::Bucket, a resource type/);
  });

  test('a database out of reach', () =>
    expectRefusal(
      ['--template', FIXTURE, '--port', '0', '--dynamodb-endpoint', 'http://127.0.0.1:9'],
      /^The tables cannot be created at http:\/\/127\.0\.0\.1:9: .*ECONNREFUSED.*\.\n$/,
    ));

  test('a platform without the database, naming the alternatives', async () => {
    const project = createProject({}, '@dynoxide');
    const { status, output } = await runLocal('start', ['--memory', '--template', FIXTURE], {
      cwd: project.folder,
      env: { PATH: '/nowhere' },
    });
    expect(output).toMatch(/^No embedded database for \w+-\w+: install dynoxide .* --dynamodb-endpoint URL .*\.\n$/);
    expect(status).toBe(1);
    project.remove();
  });
});
