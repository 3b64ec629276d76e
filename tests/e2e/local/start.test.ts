import { once } from 'node:events';
import { createServer } from 'node:net';
import { FIXTURE } from '../../support/gateway.ts';
import { tokenFor } from '../../support/identity.ts';
import { isRunning } from '../../support/processes.ts';
import { createProject } from '../../support/project.ts';
import { type Runner, runLocal, startRunner } from '../../support/runner.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('npm start', () => {
  const running: Runner[] = [];
  const start = async (args: string[], env: Record<string, string> = {}): Promise<Runner> => {
    const runner = await startRunner(['--memory', '--no-watch', ...args], { env: { ...process.env, ...env } });
    running.push(runner);
    return runner;
  };
  afterEach(() => Promise.all(running.splice(0).map((runner) => runner.kill())));

  test('prints two lines to try and where the data is, and last where it listens', async () => {
    const runner = await start([]);
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
  });

  test('--routes lists the routes, and where it listens is last even then', async () => {
    const runner = await start(['--routes']);
    const lines = runner.output().trimEnd().split('\n');
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}POST \/messages +PostMessageFunction$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}GET \/messages +ListMessagesFunction$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}WebSocket \$connect +LiveConnectFunction$/));
    expect(lines.at(-2)).toBe(`Whiteboard is running at ${runner.url}`);
  });

  test('answers, and logs each request as a line that cannot drive a terminal', async () => {
    const { url, output } = await start(['--template', FIXTURE]);
    expect((await fetch(`${url}/things/%1B%5B31m`)).status).toBe(200);
    await fetch(`${url}/nowhere?token=secret`);
    await fetch(`${url}/fault/throw`);
    await waitFor('three lines', () => /fault\/throw 500/.test(output()));
    expect(output()).toMatch(/^\d\d:\d\d:\d\d GET \/things\/%1B%5B31m 200 \d+ ms EchoFunction$/m);
    expect(output()).toMatch(/^\d\d:\d\d:\d\d GET \/nowhere 404 \d+ ms$/m);
    expect(output()).toMatch(/^FaultFunction [0-9a-f-]{36} TypeError: a secret of the function$/m);
    expect(output()).not.toContain('token');
  });

  test('logs why a token is refused, without the token, and in a line that cannot drive a terminal', async () => {
    const { url, output } = await start([]);
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

  test('runs functions in UTC, logs by the clock of this machine, and prints what functions log on request', async () => {
    const { url, output } = await start(['--template', FIXTURE, '--function-logs'], { TZ: 'America/New_York' });
    const hour = () => new Date().toLocaleTimeString('en-GB', { timeZone: 'America/New_York' }).slice(0, 2);
    const before = hour();
    expect(await (await fetch(`${url}/echo`)).json()).toMatchObject({ hour: 12 });
    const logged = await waitFor('its line', () => /^(\d\d):\d\d:\d\d GET \/echo/m.exec(output())?.[1]);
    expect([before, hour()]).toContain(logged);
    await fetch(`${url}/fault/log`);
    await waitFor('its lines', () => output().includes('quiet') && output().includes('careful'));
    expect(output()).not.toContain('too low');
  });

  test('lets running requests finish on Ctrl-C, and ends quietly with 0', async () => {
    const runner = await start(['--template', FIXTURE]);
    const before = runner.output();
    const slow = fetch(`${runner.url}/busy/a?ms=600`);
    await fetch(`${runner.url}/echo`);
    process.kill(-(runner.process.pid ?? 0), 'SIGINT');
    await waitFor('the end of listening', () =>
      fetch(runner.url).then(
        () => false,
        () => true,
      ),
    );
    expect((await slow).status).toBe(200);
    await waitFor('its end', () => runner.process.exitCode !== null);
    expect(runner.process.exitCode).toBe(0);
    const requests = runner.output().slice(before.length).trim().split('\n');
    expect(requests.filter((line) => !/ GET \/(echo 200|busy\/a 200|(?<=\/) 404) /.test(line))).toEqual([]);
  });

  test('ends at once on a second Ctrl-C', async () => {
    const runner = await start(['--template', FIXTURE]);
    const hanging = fetch(`${runner.url}/busy/a?ms=4000`).catch(() => 'gone');
    await fetch(`${runner.url}/echo`);
    const interrupt = () => process.kill(-(runner.process.pid ?? 0), 'SIGINT');
    interrupt();
    const interrupted = Date.now();
    await waitFor('a pause that no echo has', () => Date.now() - interrupted > 250);
    interrupt();
    expect(await hanging).toBe('gone');
    await waitFor('its end', () => runner.process.exitCode !== null);
    expect(runner.process.exitCode).toBe(130);
  });

  test('leaves no function behind when it is killed, not even one that computes for ever', async () => {
    const runner = await start(['--template', FIXTURE, '--function-logs']);
    const computing = fetch(`${runner.url}/hungry/compute`).catch(() => 'gone');
    const pid = await waitFor('its line', () => /computing in (\d+)/.exec(runner.output())?.[1]);
    expect(isRunning(Number(pid))).toBe(true);
    runner.process.kill('SIGKILL');
    expect(await computing).toBe('gone');
    await waitFor('its end', () => !isRunning(Number(pid)));
  });

  describe('refuses in one sentence and with status 1', () => {
    const refused = async (args: string[], sentence: RegExp) => {
      const { status, output } = await runLocal('main', ['--memory', '--port', '0', '--dynamodb-port', '0', ...args]);
      expect(output).toMatch(sentence);
      expect(output.trim().split('\n')).toHaveLength(1);
      expect(status).toBe(1);
    };

    test('an unknown flag', () => refused(['--colour'], /^Unknown option '--colour'; --help lists the options\.$/m));

    test('a template that is not there', () => refused(['--template', '/no/such.yaml'], /^There is no template at /));

    test('a port in use, naming the flag that chooses another', async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as { port: number };
      const http = new RegExp(`^Port ${port} is in use; choose another one with --port\\.$`, 'm');
      await refused(['--template', FIXTURE, '--port', `${port}`], http);
      const database = new RegExp(`^Port ${port} is in use; choose another one for the database with --dynamodb-port`);
      await refused(['--template', FIXTURE, '--dynamodb-port', `${port}`], database);
      other.close();
    });

    test('a template feature that it cannot honour', async () => {
      const text = 'Transform: AWS::Serverless-2016-10-31\nResources: { Jobs: { Type: "AWS::S3::Bucket" } }\n';
      const project = createProject({ 'template.yaml': text });
      await refused(
        ['--template', `${project.folder}/template.yaml`],
        /^Jobs\.Type is AWS::S3::Bucket, a resource type/,
      );
      project.remove();
    });

    test('a database out of reach', async () => {
      const args = ['--template', FIXTURE, '--port', '0', '--dynamodb-endpoint', 'http://127.0.0.1:9'];
      const { status, output } = await runLocal('main', args);
      expect(output).toMatch(/^The tables cannot be created at http:\/\/127\.0\.0\.1:9: .*ECONNREFUSED.*\.\n$/);
      expect(status).toBe(1);
    });

    test('a platform without the database, naming the alternatives', async () => {
      const project = createProject({}, '@dynoxide');
      const { status, output } = await runLocal('main', ['--memory', '--template', FIXTURE], {
        cwd: project.folder,
        env: { PATH: '/nowhere' },
      });
      expect(output).toMatch(/^No embedded database for \w+-\w+: install dynoxide .* --dynamodb-endpoint URL .*\.\n$/);
      expect(status).toBe(1);
      project.remove();
    });
  });
});
