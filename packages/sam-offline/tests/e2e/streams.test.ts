import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createClient } from '../../src/storage/client.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { type Runner, startRunner } from '../support/runner.ts';
import { batchesIn, idOf, STREAMS_FIXTURE } from '../support/streams.ts';

describe('a stream under sam-offline start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-streams-'));
  const recordsFile = join(folder, 'records.jsonl');
  const running: Runner[] = [];
  afterEach(() => Promise.all(running.splice(0).map((runner) => runner.kill())));
  afterAll(() => rmSync(folder, { recursive: true }));

  const start = async (): Promise<Runner> => {
    const data = ['--db-path', join(folder, 'things.db'), '--parameter', `RecordsFile=${recordsFile}`];
    const runner = await startRunner(['--template', STREAMS_FIXTURE, '--no-watch', ...data]);
    running.push(runner);
    return runner;
  };
  const put = async (runner: Runner, ids: string[]): Promise<void> => {
    const url = /DynamoDB at ([^,]+)/.exec(runner.output())?.[1] ?? '';
    const client = createClient({
      url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    // Each batch takes a moment: a kill meets one in hand.
    const command = { S: 'slow' };
    for (const id of ids)
      await client.send(new PutItemCommand({ TableName: 'things', Item: { id: { S: id }, command } }));
    client.destroy();
  };
  const received = () => batchesIn(recordsFile).map((batch) => batch.map(idOf));

  test('skips nothing when the runner is killed between batches, and repeats the one in hand at most', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `thing ${n}`);
    const first = await start();
    await put(first, ids);
    await waitFor('some batches', () => received().length >= 2);
    await first.kill();
    const before = received();
    const second = await start();
    await waitFor('the last record', () => received().flat().includes('thing 19'));
    await second.stop();
    expect(second.process.exitCode).toBe(0);
    const after = received().slice(before.length).flat();
    const resumed = ids.indexOf(after[0] ?? '');
    expect(after).toEqual(ids.slice(resumed));
    expect(before.flat()).toEqual(ids.slice(0, before.flat().length));
    // The first of the second run is one that the first run had in hand, or the next.
    const inHand = before.at(-1) ?? [];
    expect([...inHand, ids[before.flat().length]]).toContain(after[0]);
  });
});
