import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BadRequestException,
  ListContactsCommand,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2';
import { createServicesServer, type ServicesServer } from '../../src/aws-api/server.ts';
import { createSes } from '../../src/ses/ses.ts';

const NOW = Date.parse('2026-01-02T03:04:05.678Z');

describe('a mail sent with the SDK', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-outbox-'));
  const outbox = join(folder, 'made', 'when needed');
  const log: string[] = [];
  let server: ServicesServer;
  let ses: SESv2Client;
  const serve = (where: string) =>
    server.serve([
      createSes({
        outbox: where,
        now: () => NOW,
        log: (text) => log.push(text),
        logError: (text) => log.push(text),
      }),
    ]);
  beforeAll(async () => {
    server = createServicesServer(['local'], (text) => log.push(text));
    process.env.AWS_ENDPOINT_URL_SESV2 = await server.listen();
    ses = new SESv2Client({ region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  });
  beforeEach(() => {
    log.length = 0;
    rmSync(outbox, { recursive: true, force: true });
    serve(outbox);
  });
  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL_SESV2;
    ses.destroy();
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  const simple = (Subject: string, Body: object = { Text: utf8('Hallo,\nwie geht’s?') }) => ({
    Simple: { Subject: utf8(Subject), Body },
  });
  const MAIL: SendEmailCommandInput = {
    FromEmailAddress: 'Whiteboard <board@example.com>',
    Destination: { ToAddresses: ['ada@example.com'] },
    Content: simple('Hello'),
  };
  const send = (input: Partial<SendEmailCommandInput>) => ses.send(new SendEmailCommand({ ...MAIL, ...input }));
  /** The one mail: its headers, unfolded, and what follows them. */
  const mail = (): { headers: string[]; body: string } => {
    const [file, ...others] = readdirSync(outbox);
    expect(others).toEqual([]);
    const text = readFileSync(join(outbox, file ?? ''), 'utf8').replaceAll('\r\n', '\n');
    const end = text.indexOf('\n\n');
    return {
      headers: text
        .slice(0, end)
        .replace(/\n[ \t]+/g, ' ')
        .split('\n'),
      body: text.slice(end + 2),
    };
  };

  test('is a file of the outbox, named by its time and id', async () => {
    const { MessageId } = await send({
      ReplyToAddresses: ['reply@example.com'],
      ConfigurationSetName: 'main',
      EmailTags: [{ Name: 'kind', Value: 'contact' }],
    });
    expect(MessageId).toMatch(/^[0-9a-f]{16}-[0-9a-f-]{36}-000000$/);
    expect(readdirSync(outbox)).toEqual([`2026-01-02T03-04-05.678Z-${MessageId}.eml`]);
    const { headers, body } = mail();
    expect(headers).toEqual(
      expect.arrayContaining([
        'From: Whiteboard <board@example.com>',
        'To: ada@example.com',
        'Reply-To: reply@example.com',
        'Subject: Hello',
        `Message-ID: <${MessageId}@localhost>`,
        'Date: Fri, 02 Jan 2026 03:04:05 +0000',
        'Content-Transfer-Encoding: quoted-printable',
      ]),
    );
    expect(body.trim()).toBe('Hallo,\nwie geht=E2=80=99s?');
    expect(log).toEqual([`Mail: ${join(outbox, `2026-01-02T03-04-05.678Z-${MessageId}.eml`)}`]);
  });

  test('has names and subjects of any script encoded', async () => {
    await send({
      FromEmailAddress: 'Zoë Ünal <zoe@example.com>',
      Destination: {
        ToAddresses: ['=?UTF-8?B?Wm/Dqw==?= <b@example.com>', '=?utf-8?Q?Zo=C3=AB_Smith?= <q@example.com>'],
        CcAddresses: ['"Lovelace, Ada" <ada@example.com>'],
        BccAddresses: ['hidden@example.com'],
      },
      Content: simple('Grüße \u{1f44b}'),
    });
    const { headers } = mail();
    expect(headers).toEqual(
      expect.arrayContaining([
        'From: =?UTF-8?Q?Zo=C3=AB_=C3=9Cnal?= <zoe@example.com>',
        'To: =?UTF-8?Q?Zo=C3=AB?= <b@example.com>, =?UTF-8?Q?Zo=C3=AB_Smith?= <q@example.com>',
        'Cc: "Lovelace, Ada" <ada@example.com>',
        'Bcc: hidden@example.com',
      ]),
    );
    expect(headers.join('\n')).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('may have text and HTML, and headers of its own', async () => {
    const content = simple('Both', { Text: utf8('plain'), Html: utf8('<p>rich</p>') });
    await send({
      Content: { Simple: { ...content.Simple, Headers: [{ Name: 'List-Unsubscribe', Value: '<https://x.test>' }] } },
    });
    const { headers, body } = mail();
    expect(headers).toContain('List-Unsubscribe: <https://x.test>');
    expect(headers.find((line) => line.startsWith('Content-Type'))).toContain('multipart/alternative');
    expect(body).toMatch(/text\/plain.*plain.*text\/html.*<p>rich<\/p>/s);
  });

  test('that is composed already is kept as it is', async () => {
    const raw = 'From: a@example.com\r\nTo: b@example.com\r\nSubject: raw\r\n\r\nas it is\r\n';
    await send({ FromEmailAddress: undefined, Destination: undefined, Content: { Raw: { Data: Buffer.from(raw) } } });
    const [file = ''] = readdirSync(outbox);
    expect(readFileSync(join(outbox, file), 'utf8')).toBe(raw);
  });

  test.each<[string, Partial<SendEmailCommandInput>]>([
    ['a line break in the subject', { Content: simple('Hello\r\nBcc: eve@example.com') }],
    ['a line feed in the subject', { Content: simple('Hello\nBcc: eve@example.com') }],
    ['a line break in the sender', { FromEmailAddress: 'a@example.com\r\nBcc: eve@example.com' }],
    ['a line break in a recipient', { Destination: { ToAddresses: ['"Ada\nBcc: eve@example.com" <a@example.com>'] } }],
    ['a line break in a reply address', { ReplyToAddresses: ['a@example.com\nBcc: eve@example.com'] }],
    [
      'a line break in a header',
      { Content: { Simple: { ...simple('x').Simple, Headers: [{ Name: 'X-A', Value: 'a\nBcc: e@example.com' }] } } },
    ],
    [
      'a header that is two',
      { Content: { Simple: { ...simple('x').Simple, Headers: [{ Name: 'X-A: b\nBcc', Value: 'e@example.com' }] } } },
    ],
    ['two addresses in one', { Destination: { ToAddresses: ['a@example.com, eve@example.com'] } }],
    ['an address without a domain', { Destination: { ToAddresses: ['ada'] } }],
    ['an address that is not ASCII', { Destination: { ToAddresses: ['zoë@example.com'] } }],
    ['no recipient', { Destination: {} }],
    ['51 recipients', { Destination: { ToAddresses: Array.from({ length: 51 }, (_, n) => `a${n}@example.com`) } }],
    ['no sender', { FromEmailAddress: undefined }],
    ['no body', { Content: simple('x', {}) }],
    ['a template', { Content: { Template: { TemplateName: 'x' } } }],
  ])('is refused for %s', async (_, input) => {
    await expect(send(input)).rejects.toBeInstanceOf(BadRequestException);
    expect(() => readdirSync(outbox)).toThrow('ENOENT');
  });

  test('can be tried again when the outbox could not be written', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    serve(file);
    const error: unknown = await send({}).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'InternalFailure', $metadata: { httpStatusCode: 500 } });
    expect(log[0]).toMatch(/^A mail could not be written to the outbox: /);
    // The SDK itself tried more than once.
    expect(log.length).toBeGreaterThan(1);
  });

  test('is all that SES does here', async () => {
    const other = ses.send(new ListContactsCommand({ ContactListName: 'x' }));
    await expect(other).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});
