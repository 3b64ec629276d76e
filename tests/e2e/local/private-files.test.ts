import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Runner, startRunner } from 'sam-offline/testing/runner';
import { waitFor } from 'sam-offline/testing/wait-for';
import { FIXTURE } from '../../support/fixture.ts';

/** Of all files below a folder, the name and who may do what: `board.db 600`. */
const modes = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${path.replace(/[^/]+\.eml$/, 'mail')} ${(statSync(join(folder, path)).mode & 0o777).toString(8)}`)
    .sort();

describe('what npm start keeps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whiteboard-private-'));
  const args = ['--no-watch', '--db-path', join(folder, 'data', 'board.db'), '--outbox', join(folder, 'mails')];
  const addresses = ['OwnerEmail=owner@example.com', 'SenderEmail=board@example.com'];
  const running: Runner[] = [];
  const start = async (...more: string[]) => {
    const runner = await startRunner([...args, ...more]);
    running.push(runner);
    return runner;
  };
  afterEach(() => Promise.all(running.splice(0).map((runner) => runner.kill())));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is its owner’s alone, also what an older version or a killed one has left open to others', async () => {
    const first = await start(...addresses.flatMap((pair) => ['--parameter', pair]));
    const sent = await fetch(`${first.url}/contact`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Ada', email: 'ada@example.com', message: 'Hello' }),
    });
    expect(sent.status).toBe(202);
    await waitFor('the mail', () => modes(folder).some((line) => line.includes('mail ')));
    const kept = modes(folder);
    expect(kept).toEqual([
      'data 700',
      'data/board.db 600',
      ...['data/board.db-shm 600', 'data/board.db-wal 600', 'data/board.db.lock 600'],
      'mails 700',
      'mails/mail 600',
    ]);
    await first.kill();
    for (const name of readdirSync(join(folder, 'data'))) chmodSync(join(folder, 'data', name), 0o644);
    // With any template: it is the same data.
    await start('--template', FIXTURE);
    expect(modes(folder)).toEqual(kept);
  });
});
