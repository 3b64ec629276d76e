import { type ServedFixture, sendRaw, serveFixture } from '../support/gateway.ts';

const corsHeaders = (answer: Response) =>
  Object.fromEntries([...answer.headers].filter(([name]) => name.startsWith('access-control-') || name === 'vary'));

describe('cross-origin requests', () => {
  const served: Record<string, ServedFixture> = {};
  beforeAll(async () => {
    served.any = await serveFixture({ AllowedOrigins: '*' });
    served.some = await serveFixture({ AllowedOrigins: 'https://board.example,http://*' });
  });
  afterAll(() => Promise.all(Object.values(served).map((one) => one.stop())));

  const call = (which: string, path: string, method: string, headers: Record<string, string>, body?: string) =>
    fetch(`${served[which]?.url}${path}`, { method, headers, ...(body !== undefined && { body }) });
  const preflight = (which: string, path: string, origin: string) =>
    call(which, path, 'OPTIONS', { origin, 'access-control-request-method': 'POST' });

  test('a preflight is answered by the gateway, whether there is a route or not', async () => {
    for (const path of ['/answer', '/echo', '/nowhere', '/limited']) {
      const answer = await preflight('any', path, 'https://a.example');
      expect(answer.status).toBe(204);
      expect(await answer.text()).toBe('');
      expect(answer.headers.has('apigw-requestid')).toBe(true);
      expect(corsHeaders(answer)).toEqual({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET,POST',
        'access-control-allow-headers': 'content-type,authorization',
        'access-control-expose-headers': 'location',
        'access-control-max-age': '300',
      });
    }
  });

  test('OPTIONS that is no preflight goes to its route', async () => {
    const answer = await call('any', '/echo', 'OPTIONS', { origin: 'https://a.example' });
    expect(((await answer.json()) as { event: { routeKey: string } }).event.routeKey).toBe('ANY /echo');
  });

  test.each([
    ['https://board.example', true],
    ['http://anything.example:8080', true],
    ['https://other.example', false],
    ['https://board.example.evil', false],
    ['null', false],
  ])('an origin is named back only if it is allowed: %s -> %s', async (origin, isAllowed) => {
    const allowed = {
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'location',
      vary: 'origin',
    };
    const simple = await call('some', '/echo', 'GET', { origin });
    expect(simple.status).toBe(200);
    expect(corsHeaders(simple)).toEqual(isAllowed ? allowed : {});
    const asked = await preflight('some', '/echo', origin);
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(isAllowed ? origin : null);
  });

  test('an origin that is none, and cannot stand in a header, is not named back', async () => {
    const port = Number(new URL(served.some?.url ?? '').port);
    const answer = await sendRaw(
      port,
      'GET /echo HTTP/1.1\r\nHost: a\r\nOrigin: http://☃\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).not.toContain('access-control-allow-origin');
  });

  test('the gateway’s own errors and the function’s failures carry the headers too', async () => {
    for (const [path, status] of [
      ['/nowhere', 404],
      ['/fault/throw', 500],
    ] as const) {
      const answer = await call('any', path, 'GET', { origin: 'https://a.example' });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  test('what a function says about CORS is ignored, its Vary is kept', async () => {
    const result = {
      statusCode: 200,
      headers: { 'Access-Control-Allow-Origin': 'https://evil.example', 'access-control-max-age': '1', vary: 'accept' },
    };
    const body = JSON.stringify(result);
    const headers = { 'content-type': 'application/json' };
    const without = await call('some', '/answer', 'POST', headers, body);
    expect(corsHeaders(without)).toEqual({ vary: 'accept' });
    const from = await call('some', '/answer', 'POST', { ...headers, origin: 'https://board.example' }, body);
    expect(corsHeaders(from)).toMatchObject({
      'access-control-allow-origin': 'https://board.example',
      vary: 'accept, origin',
    });
    expect(from.headers.has('access-control-max-age')).toBe(false);
  });
});
