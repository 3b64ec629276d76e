import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useScripts } from 'sam-offline/testing/scripts';
import { waitFor } from 'sam-offline/testing/wait-for';
import { tokenFor } from '../../support/identity.ts';
import { type RunnerHere, startRunnerHere } from '../../support/runner-here.ts';
import { storedItems } from '../../support/stored.ts';

const CONTACT = { name: 'Zoë Öztürk', email: 'zoe@example.com', message: 'May we use it?\nBcc: everybody@example.com' };

describe('what happens behind a request, under npm start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whiteboard-background-'));
  const outbox = join(folder, 'outbox');
  let runner: RunnerHere;
  let table: { endpoint: string; tableName: string };

  beforeAll(async () => {
    const soon = ['RemovalDelaySeconds=0', 'MailRetrySeconds=0'].flatMap((pair) => ['--parameter', pair]);
    runner = await startRunnerHere('--outbox', outbox, ...soon);
    table = { endpoint: runner.databaseUrl, tableName: 'WhiteboardTable' };
  });
  afterAll(async () => {
    await runner.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const call = async (method: string, path: string, body?: unknown, token?: string) => {
    const answer = await fetch(`${runner.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
  };

  const mails = () => (existsSync(outbox) ? readdirSync(outbox).filter((name) => name.endsWith('.eml')) : []);
  const runScript = useScripts();
  const cli = (entry: 'queues' | 'redrive') =>
    runScript('packages/sam-offline/bin/sam-offline.js', [entry, '--dynamodb-endpoint', table.endpoint]).then(
      ({ output }) => output,
    );

  test('what is written to the owner is mailed', async () => {
    expect((await call('POST', '/contact', CONTACT)).status).toBe(202);
    const [name = ''] = await waitFor('a mail', () => mails().length > 0 && mails());
    const [head = '', ...text] = readFileSync(join(outbox, name), 'utf8').split(/\r?\n\r?\n/);
    expect(head).toMatch(/^To: owner@example\.com$/m);
    expect(head).toMatch(/^Reply-To: zoe@example\.com$/m);
    // What somebody writes is the text of the mail, and no header of it.
    expect(head).not.toMatch(/^Bcc:/im);
    expect(text.join('\n\n')).toContain('May we use it?');
  });

  test('a mail that cannot be sent is a dead letter, until it is sent again', async () => {
    rmSync(outbox, { recursive: true });
    writeFileSync(outbox, 'no folder');
    await call('POST', '/contact', { ...CONTACT, name: 'Later' });
    const isDead = async () => /^MailsDeadLetters +1 /m.test(await cli('queues'));
    await waitFor('a dead letter', isDead);
    rmSync(outbox);
    mkdirSync(outbox);
    expect(await cli('redrive')).toContain('1 message moved from MailsDeadLetters back to Mails.');
    const [name = ''] = await waitFor('the mail', () => mails().length > 0 && mails());
    expect(readFileSync(join(outbox, name), 'utf8')).toContain('Later');
  });

  test('a deleted board goes with all that is on it, and the figures tell', async () => {
    const [alice, operator] = await Promise.all([
      tokenFor(runner.url, 'alice'),
      tokenFor(runner.url, 'operator', { admin: true }),
    ]);
    await call('PUT', '/users/me', { username: 'alice', displayName: 'Alice' }, alice);
    const { body: board } = await call('POST', '/boards', { title: 'Launch' }, alice);
    for (const text of ['one', 'two']) await call('POST', `/boards/${board.id}/messages`, { text }, alice);
    expect((await storedItems(table, `BOARD#${board.id}`)).length).toBe(4);
    expect((await call('DELETE', `/boards/${board.id}`, undefined, alice)).status).toBe(204);
    await waitFor('an empty board', async () => (await storedItems(table, `BOARD#${board.id}`)).length === 0);
    const figures = { boardsCreated: 1, boardsDeleted: 1, messagesPosted: 2, messagesDeleted: 2, peopleActive: 1 };
    const seen = await waitFor('the figures', async () => {
      const { body } = await call('GET', '/dashboard', undefined, operator);
      return body.days?.[0]?.messagesDeleted === 2 && body;
    });
    expect(seen).toEqual({ boards: 0, days: [expect.objectContaining(figures)] });
  });
});
