import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openGate } from '../../testing/gate.ts';
import { isRunning } from '../../testing/processes.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { FIXTURE } from '../support/gateway.ts';
import { FIXTURES } from '../support/local-project.ts';
import { expectRefusal } from '../support/refusal.ts';
import { type Runner, runLocal, startRunner } from '../support/runner.ts';

const start = (args: string[], env: Record<string, string> = {}): Promise<Runner> =>
  startRunner(['--memory', '--no-watch', ...args], { env: { ...process.env, ...env } });

describe('sam-offline start with another template', () => {
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

describe('sam-offline start with --function-logs and --routes', () => {
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
    expect(lines.at(-2)).toBe(`Fixture is running at ${runner.url}`);
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

describe('whatever sam-offline start has still to do', () => {
  let child: ChildProcess;
  afterEach(() => child.kill('SIGKILL'));

  test('it ends at once on a second Ctrl-C, which is not the echo of the first', async () => {
    const service = join(FIXTURES, 'lasting-service.mjs');
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

describe('sam-offline start is refused in one sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-refused-'));
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

  test('a platform without the database, naming the alternatives', () => {
    const copy = copyWithoutDatabase(folder);
    const args = [join(copy, 'bin', 'sam-offline.js'), 'start', '--memory', '--template', FIXTURE];
    const { status, stderr } = spawnSync(process.execPath, args, { env: { PATH: '/nowhere' }, encoding: 'utf8' });
    expect(stderr).toMatch(/^No embedded database for \w+-\w+: install dynoxide .* --dynamodb-endpoint URL .*\.\n$/);
    expect(status).toBe(1);
  });
});

/** The package in a folder of its own, with what it depends on but for the embedded database. */
const copyWithoutDatabase = (folder: string): string => {
  const copy = join(folder, 'copy');
  const own = join(__dirname, '..', '..');
  for (const name of ['bin', 'src', 'package.json']) cpSync(join(own, name), join(copy, name), { recursive: true });
  const modules = join(dirname(require.resolve('ws/package.json')), '..');
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(modules).filter((entry) => !['.cache', '@dynoxide'].includes(entry))) {
    symlinkSync(join(modules, name), join(copy, 'node_modules', name));
  }
  return copy;
};
