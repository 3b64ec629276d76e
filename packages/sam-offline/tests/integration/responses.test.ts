import { type ServedFixture, sendRaw, serveFixture } from '../support/gateway.ts';

describe('the response to a request', () => {
  let served: ServedFixture;
  beforeAll(async () => {
    served = await serveFixture();
  });
  afterAll(() => served.stop());

  const call = (path: string, init?: RequestInit) => fetch(`${served.url}${path}`, init);
  /** The response when the function's result is this one. */
  const resultIs = (result: unknown) =>
    call('/answer', {
      method: 'POST',
      body: JSON.stringify(result),
      headers: { 'content-type': 'application/json' },
    });

  test('says what the function’s object says', async () => {
    const answer = await resultIs({
      statusCode: 201,
      headers: { Location: '/messages/1', 'Content-Type': 'application/json', 'X-Number': 7, 'X-None': null },
      cookies: ['a=1; Path=/', 'b=2'],
      body: '{"ok":true}',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe('/messages/1');
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('x-number')).toBe('7');
    expect(answer.headers.has('x-none')).toBe(false);
    expect(answer.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    expect(answer.headers.get('content-length')).toBe('11');
    expect(answer.headers.get('apigw-requestid')).toMatch(/^[\w-]{15}=$/);
    expect(await answer.text()).toBe('{"ok":true}');
  });

  test('is decoded from base64 and keeps UTF-8', async () => {
    const decoded = await resultIs({ statusCode: 200, body: 'AAEC/w==', isBase64Encoded: true });
    expect([...new Uint8Array(await decoded.arrayBuffer())]).toEqual([0, 1, 2, 255]);
    const text = await resultIs({ statusCode: 200, body: 'Grüße 🖍' });
    expect(text.headers.get('content-type')).toBe('text/plain;charset=UTF-8');
    expect(await text.text()).toBe('Grüße 🖍');
  });

  test.each([
    ['an object without a statusCode', { status: 'ok' }, '{"status":"ok"}'],
    ['a list', [1, 2], '[1,2]'],
    ['a number', 42, '42'],
    ['nothing', null, 'null'],
    ['a string', 'hello', 'hello'],
  ])('is a 200 of JSON for %s', async (_, result, body) => {
    const answer = await resultIs(result);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.text()).toBe(body);
  });

  test.each([
    ['a status that is no number', { statusCode: 'fine' }],
    ['a status out of range', { statusCode: 99 }],
    ['a status with a fraction', { statusCode: 200.5 }],
    ['an object for a body', { statusCode: 200, body: {} }],
    ['a list of headers', { statusCode: 200, headers: ['a'] }],
    ['an object for a header', { statusCode: 200, headers: { a: {} } }],
    ['a line feed in a header', { statusCode: 200, headers: { a: 'b\r\nset-cookie: c' } }],
    ['a space in a header’s name', { statusCode: 200, headers: { 'a b': 'c' } }],
    ['cookies that are no list', { statusCode: 200, cookies: 'a=1' }],
  ])('is a 500 for %s', async (_, result) => {
    const answer = await resultIs(result);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ message: 'Internal Server Error' });
  });

  test('has no content with 204 and 304, and only its length for HEAD', async () => {
    for (const statusCode of [204, 304]) {
      const answer = await resultIs({ statusCode });
      expect(answer.status).toBe(statusCode);
      expect(answer.headers.has('content-length')).toBe(false);
      expect(answer.headers.has('content-type')).toBe(false);
    }
    const head = await call('/echo', { method: 'HEAD' });
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100);
    expect(await head.text()).toBe('');
  });

  test.each([
    ['a path without a route', 'GET', '/nowhere'],
    ['a method without a route (an HTTP API knows no 405)', 'DELETE', '/answer'],
    ['a slash too many', 'GET', '/echo/'],
    ['another case', 'GET', '/ECHO'],
  ])('is a 404 for %s', async (_, method, path) => {
    const answer = await call(path, { method });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ message: 'Not Found' });
    expect(answer.headers.has('apigw-requestid')).toBe(true);
  });

  test.each(['/echo/%', '/echo/%zz', '/nowhere/%E0%A4%A'])('is a 400 for the path %s', async (path) => {
    const answer = await sendRaw(served.port, `GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(answer).toContain('{"message":"Bad Request"}');
  });

  test('is a 413 for a body over 10 MB, announced or not, and for an event over 6 MB', async () => {
    const tooLarge = { status: 413, body: { message: 'Request Entity Too Large' } };
    const large = Buffer.alloc(10 * 1024 * 1024 + 1, 'a');
    const send = async (body: NonNullable<RequestInit['body']>, init: RequestInit = {}) => {
      const answer = await call('/echo', { method: 'POST', body, ...init });
      return { status: answer.status, body: await answer.json() };
    };
    expect(await send(large)).toEqual(tooLarge);
    const stream = new Blob([large]).stream();
    expect(await send(stream, { duplex: 'half' } as RequestInit)).toEqual(tooLarge);
    expect(await send(large.subarray(0, 7 * 1024 * 1024))).toEqual(tooLarge);
    const announced = await sendRaw(
      served.port,
      'POST /echo HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999\r\nexpect: 100-continue\r\n\r\n',
    );
    expect(announced).toMatch(/^HTTP\/1.1 413 /);
  });

  test('follows a 100 Continue where the sender waits for one', async () => {
    const head = 'POST /answer HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n';
    const answer = await sendRaw(served.port, `${head}expect: 100-continue\r\nconnection: close\r\n\r\n42`);
    expect(answer).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK\r\n/);
  });

  test('is a 431 for headers over 10,240 bytes', async () => {
    for (const bytes of [10_300, 60_000]) {
      const answer = await sendRaw(
        served.port,
        `GET /echo HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(bytes)}\r\nconnection: close\r\n\r\n`,
      );
      expect(answer).toMatch(/^HTTP\/1.1 431 Request Header Fields Too Large\r\n/);
      expect(answer).toContain('{"message":"Request Header Fields Too Large"}');
      expect(answer).toMatch(/apigw-requestid: [\w-]{15}=\r\n/);
    }
  });

  test('is a 429 beyond the route’s burst', async () => {
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await call('/limited')).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(await (await call('/limited')).json()).toEqual({ message: 'Too Many Requests' });
    expect((await call('/echo')).status).toBe(200);
  });

  test('one line of the access log tells of every request', async () => {
    served.access.length = 0;
    await call('/things/1%202?secret=1');
    await call('/nowhere');
    expect(served.access).toEqual([
      {
        method: 'GET',
        encodedPath: '/things/1%202',
        status: 200,
        durationMs: expect.any(Number),
        functionName: 'EchoFunction',
      },
      { method: 'GET', encodedPath: '/nowhere', status: 404, durationMs: expect.any(Number), functionName: undefined },
    ]);
  });
});
