import { DATA_FOLDER } from 'sam-offline/testing/data-folder';
import { type Runner, startRunner } from 'sam-offline/testing/runner';
import { waitFor } from 'sam-offline/testing/wait-for';
import { tokenFor } from '../../support/identity.ts';

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
