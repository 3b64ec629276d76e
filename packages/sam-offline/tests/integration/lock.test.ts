import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataFile } from '../../src/dynamodb/lock.ts';

const HOLDER = join(__dirname, '..', 'support', 'fixtures', 'lock-holder.mjs');

describe('the lock of a data file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-lock-'));
  const file = join(folder, 'board.db');
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Another process that tries to take the lock: `held`, or the sentence that refused it. */
  const another = async () => {
    const child = fork(HOLDER, [file]);
    const [answer] = (await once(child, 'message')) as [string];
    return { child, answer };
  };
  const killed = async (child: ReturnType<typeof fork>) => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };

  test('is one process’s, and free when that one is killed', async () => {
    const first = await another();
    expect(first.answer).toBe('held');
    expect(() => lockDataFile(file, 'sam-offline start (process 1)')).toThrow(
      `The data file ${file} is in use by holder ${first.child.pid}; stop that, or choose another file`,
    );
    await killed(first.child);
    lockDataFile(file, 'me').release();
  });

  test('is taken by one of several that start at once', async () => {
    const all = await Promise.all([another(), another(), another(), another()]);
    expect(all.filter(({ answer }) => answer === 'held')).toHaveLength(1);
    for (const { answer } of all) expect(answer).toMatch(/^held$|is in use by (holder \d+|another process);/);
    await Promise.all(all.map(({ child }) => killed(child)));
  });
});
