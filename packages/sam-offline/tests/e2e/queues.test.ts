import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMAND } from '../../testing/command.ts';
import { killAll, processesWith } from '../../testing/processes.ts';
import { useScripts } from '../../testing/scripts.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { FIXTURES } from '../support/local-project.ts';
import { QUEUES_FIXTURE } from '../support/queues.ts';
import { type Runner, startRunner } from '../support/runner.ts';

describe('sam-offline queues and sam-offline redrive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-queues-'));
  const file = join(folder, 'queues.db');
  const template = ['--template', QUEUES_FIXTURE, '--parameter', `RecordsFile=${join(folder, 'records')}`];
  const args = [...template, '--parameter', 'VisibilitySeconds=8', '--db-path', file];
  let runner: Runner | undefined;
  const start = async () => {
    runner = await startRunner([...args, '--no-watch']);
    return runner;
  };
  /** For whoever is to find the database of a runner that is not at the usual port. */
  const port = ({ output }: Runner) => [
    '--dynamodb-port',
    new URL(/DynamoDB at ([^,]+)/.exec(output())?.[1] ?? '').port,
  ];
  const runScript = useScripts(FIXTURES);
  const run = async (entry: 'queues' | 'redrive', more: string[]) => {
    const { status, output } = await runScript(COMMAND, [entry, ...more, ...args]);
    return { status, lines: output.trimEnd().split('\n') };
  };
  afterEach(() => runner?.kill());
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('show and move what is in the queues, while the runner runs and when it does not', async () => {
    const first = await start();
    const post = (body: object) => fetch(`${first.url}/jobs`, { method: 'POST', body: JSON.stringify(body) });
    // Visible again at once, so that it is a dead letter soon.
    expect((await post({ does: 'backoff', seconds: 0, text: 'poison' })).status).toBe(200);
    const isDead = async () => {
      const { lines } = await run('queues', port(first));
      return lines.some((line) => /^jobs-dead-letters +1 +0 +0 /.test(line)) && lines;
    };
    const lines = await waitFor('a dead letter', isDead);
    expect(lines.map((line) => line.replace(/ {2,}/g, '|'))).toEqual([
      'QUEUE|VISIBLE|IN FLIGHT|DELAYED|OLDEST',
      'Jobs|0|0|0|to jobs-dead-letters after 2 times',
      expect.stringMatching(/^jobs-dead-letters\|1\|0\|0\|\d+ s\|dead letters of Jobs$/),
      'Parts|0|0|0',
      'Idle|0|0|0',
    ]);

    // In hand when the runner and its database are killed: there again at the next start.
    await post({ holds: true, text: 'in hand' });
    await waitFor('the job', async () => {
      const peeked = await run('queues', ['Jobs', ...port(first)]);
      return peeked.lines.some((line) => / in flight +1 .*in hand/.test(line));
    });
    killAll(file);
    await first.kill();
    await waitFor('the end of the database', () => processesWith('dynoxide', file).length === 0);

    const peeked = await run('queues', ['JobsDeadLetters']);
    expect(peeked).toMatchObject({ status: 0 });
    expect(peeked.lines[1]).toMatch(
      /^[0-9a-f-]{36} +visible +2 +\d+ s +\{"does":"backoff","seconds":0,"text":"poison"\}$/,
    );
    const refusal =
      "Jobs is no queue's dead-letter queue: what is in it comes from no queue, and can't be moved back to one.";
    expect(await run('redrive', ['Jobs'])).toEqual({ status: 1, lines: [refusal] });
    expect(await run('redrive', [])).toEqual({
      status: 0,
      lines: ['1 message moved from jobs-dead-letters back to Jobs.'],
    });
    expect((await run('queues', ['JobsDeadLetters'])).lines).toEqual(['jobs-dead-letters is empty.']);

    writeFileSync(join(folder, 'records.released'), '');
    const second = await start();
    const isOver = async () => {
      const { lines: now } = await run('queues', port(second));
      return (
        now.some((line) => /^Jobs +0 +0 +0 /.test(line)) && now.some((line) => /^jobs-dead-letters +1 /.test(line))
      );
    };
    await waitFor('the end of both jobs', isOver);
    expect((await run('redrive', port(second))).lines).toEqual([
      '1 message moved from jobs-dead-letters back to Jobs.',
    ]);
    const inUse = await run('queues', []);
    expect(inUse.lines[0]).toMatch(/is in use by sam-offline start \(process \d+\); .* give --dynamodb-port\.$/);
    await second.stop();
    expect(second.process.exitCode).toBe(0);
  });

  test('say what they can do, and what they can not', async () => {
    const { output } = await runScript(COMMAND, ['redrive', '--help']);
    expect(output).toMatch(/^sam-offline redrive \[QUEUE\]/);
    expect(await run('queues', ['Nope'])).toEqual({
      status: 1,
      lines: ['There is no queue Nope; the template has Jobs, jobs-dead-letters, Parts, Idle.'],
    });
    expect(await run('queues', ['--dynamodb-port', '1'])).toEqual({
      status: 1,
      lines: ['There is no database of sam-offline start at http://127.0.0.1:1.'],
    });
  });
});
