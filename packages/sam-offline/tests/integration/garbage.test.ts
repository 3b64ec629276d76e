import { connect } from 'node:net';
import fc from 'fast-check';
import { runs } from '../../testing/runs.ts';
import { type ServedFixture, sendRaw, serveFixture } from '../support/gateway.ts';

describe('whatever is sent to the gateway', () => {
  let served: ServedFixture;
  beforeAll(async () => {
    served = await serveFixture();
  });
  afterAll(() => served.stop());
  afterEach(async () => {
    expect((await fetch(`${served.url}/echo`)).status).toBe(200);
    expect(served.errors).toEqual([]);
  });

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a TLS hello', Buffer.from('16030100a5010000a10303', 'hex')],
    ['a method that nobody knows', 'BREW /echo HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['a request without Host', 'GET /echo HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['two lengths', 'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\na',
    ],
    ['two Hosts', 'GET /echo HTTP/1.1\r\nhost: a\r\nHost: b\r\n\r\n'],
    ['one Host twice', 'GET /echo HTTP/1.1\r\nhost: a\r\nhost: a\r\n\r\n'],
    ['another coding', 'POST /echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['chunks of chunks', 'POST /echo HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked, chunked\r\n\r\n0\r\n\r\n'],
    ['a header without a colon', 'GET /echo HTTP/1.1\r\nhost: a\r\nbroken\r\n\r\n'],
    ['a zero byte in a header', 'GET /echo HTTP/1.1\r\nhost: a\r\nx: a\0b\r\n\r\n'],
    ['CONNECT', 'CONNECT a:443 HTTP/1.1\r\nhost: a\r\n\r\n'],
  ])('%s is a 400 and the end of the connection', async (_, data) => {
    const answer = await sendRaw(served.port, data);
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(answer).toContain('{"message":"Bad Request"}');
  });

  test.each([
    ['OPTIONS of the whole server', 'OPTIONS * HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 404],
    ['a path of slashes', 'GET //////// HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 404],
    ['an upgrade', 'GET /echo HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n', 200],
    ['an unknown expectation', 'GET /echo HTTP/1.1\r\nhost: a\r\nexpect: a miracle\r\nconnection: close\r\n\r\n', 417],
    [
      'names of Object’s own members',
      'GET /echo?__proto__=1&constructor=2 HTTP/1.1\r\nhost: a\r\n__proto__: 3\r\n\r\n',
      200,
    ],
    ['HTTP/1.0', 'GET /echo HTTP/1.0\r\n\r\n', 200],
  ])('%s is answered', async (_, data, status) => {
    expect(await sendRaw(served.port, data)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });

  test('a client that ends its side after the request gets the answer, and then the connection ends', async () => {
    const answer = await new Promise<string>((resolve) => {
      let received = '';
      const socket = connect({ port: served.port, host: '127.0.0.1', allowHalfOpen: true });
      socket.end('GET /echo HTTP/1.1\r\nhost: a\r\n\r\n');
      socket.on('data', (chunk) => {
        received += chunk.toString();
      });
      socket.on('close', () => resolve(received));
      socket.on('end', () => socket.destroy());
    });
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test('a sender that goes away in the middle of a body is forgotten', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(served.port, '127.0.0.1', () => {
        socket.write('POST /answer HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf');
        setImmediate(() => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
  });

  test('any bytes after any request line leave it serving', async () => {
    const line = fc.oneof(
      fc.constantFrom('GET /echo HTTP/1.1\r\n', 'POST /answer HTTP/1.1\r\nhost: a\r\n', 'GET /things/', ''),
      fc.webPath().map((path) => `GET ${path} HTTP/1.1\r\nhost: a\r\n`),
    );
    const bytes = fc.uint8Array({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(line, bytes, async (start, rest) => {
        const data = Buffer.concat([Buffer.from(start), rest, Buffer.from('\r\n\r\n')]);
        const answer = await sendRaw(served.port, data);
        expect(answer).toMatch(/^(HTTP\/1.1 (200|400|404|500) |$)/);
      }),
      runs(12),
    );
  });

  test('any path and query reach the function or a clean refusal', async () => {
    const target = fc.string({ unit: 'grapheme-ascii', maxLength: 40 }).map((text) => text.replace(/[\s#]/g, ''));
    await fc.assert(
      fc.asyncProperty(target, async (text) => {
        const head = `GET /echo/${text} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`;
        expect(await sendRaw(served.port, head)).toMatch(/^HTTP\/1.1 (200|400|404) /);
      }),
      runs(12),
    );
  });
});
