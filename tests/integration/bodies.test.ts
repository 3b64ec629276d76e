import { gzipSync } from 'node:zlib';
import { type Answer, invoke, useWhiteboard } from '../support/whiteboard.ts';

const FUNCTIONS = { 'post-message': '/messages', 'post-contact': '/contact' } as const;
type Name = keyof typeof FUNCTIONS;
const NAMES = Object.keys(FUNCTIONS) as Name[];

const TEXT = 'Grüße, Größe';
const bodyOf = (name: Name, text = TEXT) =>
  JSON.stringify(
    name === 'post-message' ? { author: 'Ada', text } : { name: 'Ada', email: 'ada@example.com', message: text },
  );

/** As API Gateway hands a body over: text, in which each byte that is no UTF-8 has become U+FFFD, or base64. */
const asText = (bytes: Buffer) => ({ body: bytes.toString('utf8'), isBase64Encoded: false });
const asBase64 = (bytes: Buffer) => ({ body: bytes.toString('base64'), isBase64Encoded: true });

const send = (name: Name, sent: { body: string; isBase64Encoded: boolean }, headers: Record<string, string> = {}) =>
  invoke(name, {
    method: 'POST',
    path: FUNCTIONS[name],
    headers: { 'content-type': 'application/json', ...headers },
    ...sent,
  });

/** A body whose text is these bytes: the rest is ASCII, which all of these charsets share. */
const around = (name: Name, text: Buffer): Buffer => {
  const [before = '', after = ''] = bodyOf(name, '…').split('…');
  return Buffer.concat([Buffer.from(before), text, Buffer.from(after)]);
};

const table = useWhiteboard();

describe.each(NAMES)('a body of %s', (name) => {
  const isTaken = ({ status }: Answer) => expect([201, 202]).toContain(status);
  const isRefused = ({ status, body }: Answer, expected: number, detail: RegExp) =>
    expect({ status, detail: body.detail }).toEqual({ status: expected, detail: expect.stringMatching(detail) });

  describe.each<[string, (name: Name) => Buffer]>([
    ['ISO-8859-1', (of) => around(of, Buffer.from('Grüße', 'latin1'))],
    ['GBK', (of) => around(of, Buffer.from('c4e3bac3', 'hex'))],
    ['Shift_JIS', (of) => around(of, Buffer.from('82b182f182c982bf82cd', 'hex'))],
    ['windows-1252', (of) => around(of, Buffer.from('9371756f74656494', 'hex'))],
    ['UTF-16LE', (of) => Buffer.from(bodyOf(of, 'ü'), 'utf16le')],
    ['UTF-16', (of) => Buffer.from(`\ufeff${bodyOf(of, 'plain')}`, 'utf16le')],
  ])('in %s', (charset, inCharset) => {
    const bytes = inCharset(name);
    test.each([
      ['handed over as text', asText(bytes)],
      ['handed over in base64', asBase64(bytes)],
    ])('%s is refused, and says UTF-8', async (_how, sent) => {
      isRefused(await send(name, sent), 400, /UTF-8/);
      expect(JSON.stringify(table.logged)).not.toContain('"status":5');
    });
    test('is refused when it says so, too', async () => {
      const headers = { 'content-type': `application/json; charset=${charset}` };
      isRefused(await send(name, asBase64(bytes), headers), 400, /UTF-8/);
    });
  });

  test('declared in another charset is refused, even where the bytes would be the same', async () => {
    const headers = { 'content-type': 'application/json;charset="iso-8859-1"' };
    isRefused(await send(name, asText(Buffer.from(bodyOf(name, 'ASCII'))), headers), 400, /iso-8859-1.*UTF-8/);
  });

  test.each([
    'application/json ; charset=utf-8',
    'application/json\t;\tcharset=UTF-8',
    'Application/JSON;Charset="utf-8"',
    'application/json;',
    'application/json; a="b;c"; charset=utf-8',
    'application/merge-patch+json',
  ])('declared as %s is taken', async (type) => {
    isTaken(await send(name, asText(Buffer.from(bodyOf(name))), { 'content-type': type }));
    isTaken(await send(name, asBase64(Buffer.from(bodyOf(name))), { 'content-type': type }));
  });

  test.each(['text/plain', 'application/jsonp', 'application/json, application/json', 'json', 'text/json ; a=b'])(
    'declared as %s is refused',
    async (type) => {
      const answer = await send(name, asText(Buffer.from(bodyOf(name))), { 'content-type': type });
      isRefused(answer, 415, /application\/json/);
    },
  );

  test.each(['gzip', 'GZip', 'br', 'identity, zstd'])('compressed by %s is refused in these words', async (coding) => {
    const answer = await send(name, asBase64(gzipSync(bodyOf(name))), { 'content-encoding': coding });
    isRefused(answer, 415, /Content-Encoding/);
    expect(answer.headers['accept-encoding']).toBe('identity');
  });

  test('compressed without a word of it is refused as no UTF-8', async () => {
    isRefused(await send(name, asBase64(gzipSync(bodyOf(name)))), 400, /UTF-8/);
  });

  test.each(['identity', 'Identity', ''])('with the content coding "%s" is taken', async (coding) => {
    isTaken(await send(name, asText(Buffer.from(bodyOf(name))), { 'content-encoding': coding }));
  });

  test('may begin with a byte order mark', async () => {
    const bytes = Buffer.from(`\ufeff${bodyOf(name)}`);
    isTaken(await send(name, asText(bytes)));
    isTaken(await send(name, asBase64(bytes)));
  });

  test('with an invisible character in a wrong place is refused, and its number is named', async () => {
    isRefused(await send(name, asText(Buffer.from(`\ufeff\ufeff${bodyOf(name)}`))), 400, /U\+FEFF/);
    isRefused(await send(name, asText(Buffer.from(`{\u00a0"a": 1}`))), 400, /U\+00A0/);
  });

  test('may say U+FFFD itself, escaped, or as bytes that are known to be UTF-8', async () => {
    isTaken(await send(name, asText(Buffer.from(bodyOf(name, '…').replace('…', '\\ufffd')))));
    isTaken(await send(name, asBase64(Buffer.from(bodyOf(name, '\ufffd')))));
    isRefused(await send(name, asText(Buffer.from(bodyOf(name, '\ufffd')))), 400, /UTF-8.*\\ufffd/);
  });

  test.each([
    ['a member', { text: 'a\ud800' }, /half of a surrogate pair/],
    ['the name of a member', { 'a\udc00': 1 }, /half of a surrogate pair/],
    ['something deep inside', { text: [{ x: ['\ud800\ud800'] }] }, /half of a surrogate pair/],
  ])('with half of a surrogate pair in %s is 422', async (_where, more, detail) => {
    const body = JSON.stringify({ ...JSON.parse(bodyOf(name)), ...more });
    isRefused(await send(name, asText(Buffer.from(body))), 422, detail);
  });

  test('nested deeper than any stack is refused as any other', async () => {
    const body = `{"text":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    expect([400, 422]).toContain((await send(name, asText(Buffer.from(body)))).status);
  });
});

test('the stored text is the sent text', async () => {
  const answer = await send('post-message', asBase64(Buffer.from(bodyOf('post-message'))));
  expect(answer.body.text).toBe(TEXT);
});
