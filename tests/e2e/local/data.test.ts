import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAll, processesWith } from 'sam-offline/testing/processes';
import { type Runner, runLocal, spawnLocal, startRunner } from 'sam-offline/testing/runner';
import { waitFor } from 'sam-offline/testing/wait-for';
import { refusalOf } from '../../support/refusal.ts';
import { startRunnerHere } from '../../support/runner-here.ts';

type Page = { messages: { id: string; text: string }[]; nextCursor: string | null };

const UNTHROTTLED = ['--parameter', 'ThrottlingRateLimit=100000', '--parameter', 'ThrottlingBurstLimit=100000'];

const post = async (url: string, text: string): Promise<string | undefined> => {
  const answer = await fetch(`${url}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ author: 'Ada', text }),
  });
  return answer.status === 201 ? ((await answer.json()) as { id: string }).id : undefined;
};

const everyId = async (url: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer: Response = await fetch(
      `${url}/messages?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    const page = (await answer.json()) as Page;
    ids.push(...page.messages.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
};

describe('the data of npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whiteboard-data-'));
  const file = join(folder, 'below', 'board.db');
  const args = ['--db-path', file, '--no-watch', ...UNTHROTTLED];
  const started: Runner[] = [];
  const start = async (...more: string[]): Promise<Runner> => {
    const runner = await startRunner([...args, ...more]);
    started.push(runner);
    return runner;
  };
  /** What the test before left running: each test goes on with the same data. */
  const running = async (): Promise<Runner> => {
    const last = started.at(-1);
    return last && last.process.exitCode === null && last.process.signalCode === null ? last : start();
  };
  afterAll(async () => {
    await Promise.all(started.map((runner) => runner.kill()));
    rmSync(folder, { recursive: true, force: true });
  });

  test('survives a restart, and one file is one runner’s', async () => {
    const first = await start();
    expect(first.output()).toContain(`Data: ${file}`);
    const id = await post(first.url, 'Hello, board');
    expect(id).toBeDefined();

    const refusal = `The data file ${file} is in use by npm start (process ${first.process.pid}); stop that, or choose another file with --db-path, or --memory.\n`;
    expect(await refusalOf([...args, '--port', '0', '--dynamodb-port', '0'])).toBe(refusal);
    expect(await runLocal('db', ['--db-path', file, '--port', '0'])).toMatchObject({ status: 1, output: refusal });

    await first.stop();
    expect(first.process.exitCode).toBe(0);
    const second = await start();
    expect(await everyId(second.url)).toContain(id);
  });

  test('has every acknowledged message after the runner and the database were killed', async () => {
    const first = await running();
    const before = await everyId(first.url);
    const acknowledged: string[] = [];
    let killed = false;
    const writer = async (name: number) => {
      for (let n = 0; !killed; n += 1) {
        const id = await post(first.url, `${name}-${n}`).catch(() => undefined);
        if (id !== undefined) acknowledged.push(id);
      }
    };
    const writers = Promise.all([1, 2, 3, 4].map(writer));
    await waitFor('a hundred messages', () => acknowledged.length >= 100);
    killAll(file);
    killed = true;
    await Promise.all([first.kill(), writers]);
    await waitFor('the end of the database', () => processesWith(file).length === 0);

    const second = await start();
    const after = new Set(await everyId(second.url));
    expect([...before, ...acknowledged].filter((id) => !after.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(100);
  });

  test('is free again at once when only the runner was killed: the database follows it', async () => {
    const first = await running();
    const port = new URL(/DynamoDB at ([^,]+)/.exec(first.output())?.[1] ?? '').port;
    const id = await post(first.url, 'still there');
    await first.kill();
    const second = await start('--dynamodb-port', port);
    expect(await everyId(second.url)).toContain(id);
  });

  test('is never served without its database: the runner ends when that does, with a sentence', async () => {
    const runner = await running();
    killAll('dynoxide', 'serve', file);
    await waitFor('its end', () => runner.process.exitCode !== null);
    expect(runner.process.exitCode).toBe(1);
    expect(runner.output()).toContain('The embedded database ended unexpectedly');
  });
});

describe('the data of npm start', () => {
  test('is gone with the runner that is to keep none', async () => {
    const runner = await startRunnerHere();
    expect(runner.banner).toContain('Data: not kept, gone with this process');
    expect(await everyId(runner.url)).toEqual([]);
    await runner.stop();
  });

  test('can be in the database of npm run db, or any other', async () => {
    const database = spawnLocal('db', ['--memory', '--port', '0']);
    const ended = () => database.process.exitCode;
    await waitFor('its banner', () => database.output().includes('Ctrl-C'));
    const url = /running at (\S+)/.exec(database.output())?.[1] ?? '';
    expect(database.output()).toContain('Tables: WhiteboardTable');
    const first = await startRunnerHere('--dynamodb-endpoint', url);
    const id = await post(first.url, 'elsewhere');
    await first.stop();
    const second = await startRunnerHere('--dynamodb-endpoint', url);
    expect(await everyId(second.url)).toEqual([id]);
    database.process.kill('SIGTERM');
    await waitFor('its end', () => ended() !== null);
    expect(ended()).toBe(0);
    expect((await fetch(`${second.url}/messages`)).status).toBe(503);
    await second.stop();
  });
});
