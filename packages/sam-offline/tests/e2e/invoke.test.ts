import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMAND } from '../../testing/command.ts';
import { useScripts } from '../../testing/scripts.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { FIXTURES } from '../support/local-project.ts';
import { startRunner } from '../support/runner.ts';
import { startRunnerHere } from '../support/runner-here.ts';

const FIXTURE = join(__dirname, '..', 'support', 'fixtures', 'schedules');

describe('sam-offline invoke', () => {
  let folder: string;
  let template: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sam-offline-invoked-'));
    cpSync(FIXTURE, folder, { recursive: true });
    template = join(folder, 'template.yaml');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const runScript = useScripts(FIXTURES);
  const invoke = (args: string[], input?: string) =>
    runScript(COMMAND, ['invoke', ...args, '--template', template], input);
  /** In a process that can be killed. */
  const start = () => startRunner(['--template', template, '--memory', '--no-watch']);
  const startHere = (...args: string[]) =>
    startRunnerHere('--template', template, '--data-dir', join(folder, '.sam-offline'), ...args);
  const sentence = async (args: string[], input?: string) => {
    const { status, stdout, output } = await invoke(args, input);
    expect([status, stdout]).toEqual([1, '']);
    return output;
  };

  test('prints what a function of the running system returns, or how it failed', async () => {
    expect(await sentence(['Daily'])).toBe('Nothing runs; start it with sam-offline start, in another terminal.\n');
    const runner = await startHere();
    try {
      const file = join(folder, 'event.json');
      writeFileSync(file, '{"from":"a file"}\n');
      expect(await invoke(['Daily', file])).toMatchObject({ status: 0, stdout: '{"from":"a file"}\n' });
      expect(await invoke(['every-hour'], '["piped"]')).toMatchObject({ status: 0, stdout: '["piped"]\n' });
      expect(await invoke(['Hourly'])).toMatchObject({ status: 0, stdout: '{}\n', output: '{}\n' });
      expect(await invoke(['Hourly', '--async'])).toMatchObject({ status: 0, output: '' });
      const logged = await invoke(['Daily', '--logs'], '{"does":"log"}');
      expect(logged).toMatchObject({ status: 0, stdout: '{"does":"log"}\n' });
      expect(logged.output).toMatch(/\tINFO\ta line of the function\n/);
      expect(await sentence(['Daily', '--logs', '--async'])).toMatch(/^--logs needs the end of the invocation/);
      const failure = JSON.parse(await sentence(['Daily'], '{"does":"throw"}'));
      expect(failure).toEqual({ errorType: 'RangeError', errorMessage: 'asked for', trace: expect.any(Array) });

      expect(await sentence(['Nobody'])).toBe(
        'There is no function Nobody; the runner has Daily, every-hour, Given, Failing, Hanging.\n',
      );
      expect(await sentence(['Daily'], '{')).toMatch(/^The event is not JSON: .*\.\n$/);
      expect(await sentence(['Daily', 'nowhere.json'])).toBe(
        "The event's file nowhere.json cannot be read (ENOENT).\n",
      );
      expect(await sentence([])).toMatch(/^Name one function, and a file with its event/);
      expect(await sentence(['Daily', '--port', '1'])).toMatch(/^No runner has port 1; choose --port \d+\.\n$/);
      expect(await invoke(['--help'])).toMatchObject({
        status: 0,
        stdout: expect.stringMatching(/^sam-offline invoke/),
      });
    } finally {
      await runner.stop();
    }
    expect(readdirSync(join(folder, '.sam-offline', 'running'))).toEqual([]);
  });

  test('asks which runner is meant, and knows those that were killed', async () => {
    const runners = await Promise.all([start(), start()]);
    const ports = runners.map(({ url }) => Number(new URL(url).port)).sort((a, b) => a - b);
    const files = ports.map((port) => join(folder, '.sam-offline', 'running', `${port}.json`));
    try {
      expect(files.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
      expect(await sentence(['Daily'])).toBe(`Several runners run; choose one with --port ${ports.join(' or ')}.\n`);
      expect(await invoke(['Daily', '--port', String(ports[1])])).toMatchObject({ status: 0, stdout: '{}\n' });
      await runners[0]?.kill();
      expect(files.every(existsSync)).toBe(true);
      expect(await invoke(['Daily'])).toMatchObject({ status: 0, stdout: '{}\n' });
    } finally {
      await Promise.all(runners.map((runner) => runner.stop()));
    }
  });

  test('is not needed for what has a time: sam-offline start sets it off, by the template as it is then', async () => {
    const [records, text] = [join(folder, 'records'), readFileSync(template, 'utf8')];
    const runner = await startHere('--watch', '--parameter', `RecordsFile=${records}`);
    try {
      expect(runner.banner).toContain('Schedules:\n  cron(0 3 * * ? *)  Daily, next at ');
      expect(runner.banner).toContain('  rate(1 minute)  Daily, disabled\n');
      let at = 0;
      await waitFor('the invocation', () => {
        // A machine that is busy may have reloaded too late.
        if (Date.now() > at + 3_000) {
          at = Date.now() + 3_000;
          writeFileSync(template, text.replace('2026-01-01T00:00:00', new Date(at).toISOString().slice(0, 19)));
        }
        return existsSync(records) && readFileSync(records, 'utf8').includes('"Failing"');
      });
      const report = /Failing\.Events\.Once\.Properties: what was due at \S+ failed\. Lambda would try it twice more/;
      await waitFor('the report', () => report.test(runner.output()));
    } finally {
      await runner.stop();
    }
  });
});
