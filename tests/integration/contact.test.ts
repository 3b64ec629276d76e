import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import PostalMime from 'postal-mime';
import { type ServedBackground, serveBackground } from '../support/background.ts';
import { doJobs } from '../support/jobs.ts';
import { guest } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const CONTACT = { name: 'Ada', email: 'ada@example.com', message: 'Hello, owner' };
const DONE = { batchItemFailures: [] };
const FAILED = { batchItemFailures: [{ itemIdentifier: 'message-0' }] };

describe('POST /contact', () => {
  const table = useWhiteboard();
  const folder = mkdtempSync(join(tmpdir(), 'whiteboard-contact-'));
  const outbox = join(folder, 'outbox');
  let background: ServedBackground;

  beforeAll(async () => {
    background = await serveBackground(table.endpoint, outbox);
  });
  afterAll(async () => {
    await background.stop();
    rmSync(folder, { recursive: true });
  });
  afterEach(() => rmSync(outbox, { recursive: true, force: true }));

  const post = (body: unknown, headers: Record<string, string> = {}) => guest.call('POST /contact', { body, headers });
  const posted = async (body: unknown = CONTACT) => String((await post(body)).body.id);
  const mail = (contactId: string) => doJobs('send-contact', [{ kind: 'send-contact', contactId }]);
  const mails = () =>
    (existsSync(outbox) ? readdirSync(outbox) : []).map((name) => readFileSync(join(outbox, name), 'utf8'));
  const contacts = async () => (await storedItems(table)).filter(({ PK }) => String(PK).startsWith('CONTACT#'));

  test('stores the message, and does not return it', async () => {
    const { status, body } = await post(CONTACT);
    expect(status).toBe(202);
    expect(Object.keys(body)).toEqual(['id', 'createdAt']);
    const month = String(body.createdAt).slice(0, 7);
    expect(await contacts()).toEqual([{ PK: `CONTACT#${month}`, SK: body.id, ...CONTACT }]);
  });

  test('once, when it is sent again with its idempotency key', async () => {
    const before = (await contacts()).length;
    const headers = { 'idempotency-key': 'written-once' };
    const first = await post(CONTACT, headers);
    const again = await post(CONTACT, headers);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await post({ ...CONTACT, name: 'Bob' }, headers)).status).toBe(422);
    expect((await contacts()).length).toBe(before + 1);
  });

  test.each([
    [
      'a line break in the name',
      { ...CONTACT, name: 'Ada\nBcc: everybody@example.com' },
      'name must not contain the control character U+000A',
    ],
    [
      'a line break in the address',
      { ...CONTACT, email: 'ada@example.com\r\nBcc: a@b.c' },
      'email must be an email address',
    ],
    ['no address', { ...CONTACT, email: 'ada' }, 'email must be an email address'],
    [
      'an address as long as no address is',
      { ...CONTACT, email: `${'a'.repeat(250)}@b.cc` },
      'email has more than 254 characters',
    ],
    ['no message', { name: 'Ada', email: 'ada@example.com' }, 'message is missing'],
    ['an unknown member', { ...CONTACT, subject: 'x' }, 'unknown member; known are: name, email, message'],
  ])('refuses %s', async (_, body, detail) => {
    const answer = await post(body);
    expect({ status: answer.status, detail: answer.body.detail }).toEqual({ status: 422, detail });
  });

  test('is mailed to the operator, with a reply address', async () => {
    expect(await mail(await posted({ ...CONTACT, name: 'Zoë' }))).toEqual(DONE);
    const [text = ''] = mails();
    const [head = ''] = text.split('\r\n\r\n');
    expect(head).toMatch(/^From: whiteboard@example\.com$/m);
    expect(head).toMatch(/^To: owner@example\.com$/m);
    expect(head).toMatch(/^Reply-To: ada@example\.com$/m);
    // RFC 2047: anything but ASCII is encoded.
    expect(head).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(text).toContain('Hello, owner');
  });

  test.each([
    '=?utf-8?q?Ada=0ABcc=3A_everybody?=',
    '=?UTF-8?B?4oCuZXZpbA==?= and more',
    `Zoë =?iso-8859-1?q?=F6?= ${'🖍'.repeat(20)}`,
    '=?',
  ])('is called in the mail as they called themselves: %s', async (name) => {
    await mail(await posted({ ...CONTACT, name }));
    const [text = ''] = mails();
    // Another's reading of RFC 2047.
    const { subject, text: body, from } = await PostalMime.parse(text);
    expect({ subject, from: from?.address }).toEqual({
      subject: `Whiteboard: ${name} wrote to you`,
      from: 'whiteboard@example.com',
    });
    expect(body).toContain(`${name} <ada@example.com> wrote`);
  });

  test('is mailed once, however often the queue hands it over', async () => {
    const id = await posted();
    await mail(id);
    await mail(id);
    expect(mails().length).toBe(1);
    expect((await contacts()).find(({ SK }) => SK === id)?.mailedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test('comes again when it cannot be mailed, and is not taken for mailed', async () => {
    writeFileSync(outbox, 'where the folder should be');
    const id = await posted();
    await background.send('send-contact', { kind: 'send-contact', contactId: id });
    expect(await background.doNext('send-contact')).toEqual(FAILED);
    expect((await contacts()).find(({ SK }) => SK === id)?.mailedAt).toBeUndefined();
    rmSync(outbox);
    expect(await background.doNext('send-contact')).toEqual(DONE);
    expect(mails().length).toBe(1);
  });

  test('is found while it was not mailed, and mailed, as docs/operations.md says', async () => {
    const [sent, kept] = [await posted(), await posted()];
    await mail(sent);
    const operations = readFileSync('docs/operations.md', 'utf8');
    const written = (pattern: RegExp) => pattern.exec(operations)?.[1] ?? '';
    const client = new DynamoDBClient({ endpoint: table.endpoint });
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table.tableName,
        KeyConditionExpression: written(/--key-condition-expression '(PK[^']+)'/),
        FilterExpression: written(/--filter-expression '(attribute_not_exists[^']+)'/),
        ExpressionAttributeValues: { ':month': { S: `CONTACT#${new Date().toISOString().slice(0, 7)}` } },
      }),
    );
    client.destroy();
    const found = Items.map(({ SK }) => SK?.S);
    expect([found.includes(sent), found.includes(kept)]).toEqual([false, true]);
    const body = written(/--message-body "(.+)"$/m)
      .replaceAll('\\', '')
      .replace('$contact', kept);
    expect(await doJobs('send-contact', [body])).toEqual(DONE);
    expect(mails().length).toBe(2);
  });

  test('leaves no address, name or text in the log', async () => {
    writeFileSync(outbox, 'where the folder should be');
    await mail(await posted());
    const lines = JSON.stringify(table.logged);
    expect(lines).toContain('job-failed');
    for (const canary of Object.values(CONTACT)) expect(lines).not.toContain(canary);
  });
});
