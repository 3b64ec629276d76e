import { version } from '../../package.json';
import { useTarget } from '../support/target.ts';

type Message = { id: string; text: string; editToken: string };
type Page = { messages: Message[]; nextCursor: string | null };

/** The same suite passes against the runner, `sam local start-api` and a deployed stack: `BASE_URL=… npm run test:e2e`. */
describe('the API over HTTP', () => {
  const target = useTarget();
  const run = `${Date.now()}-${process.pid}`;

  const { call } = target;
  const post = (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    call('/messages', { method: 'POST', body, headers });
  const page = async (query: string) => (await (await call(`/messages${query}`)).json()) as Page;

  test('GET /health answers 200 with the version', async () => {
    const answer = await call('/health');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ status: 'ok', version });
  });

  test('GET /health/ready answers 200', async () => {
    expect((await call('/health/ready')).status).toBe(200);
  });

  test('posted messages are read back, newest first, three by default', async () => {
    for (const n of ['1', '2', '3', '4']) {
      const answer = await post(JSON.stringify({ author: 'Ada 🖍', text: `${run} ${n}` }));
      expect(answer.status).toBe(201);
      const message = (await answer.json()) as Message;
      expect(message).toMatchObject({ boardId: 'main', author: 'Ada 🖍', text: `${run} ${n}`, version: 1 });
      expect(answer.headers.get('location')).toBe(`/messages/${message.id}`);
    }
    const { messages } = await page('');
    expect(messages.map(({ text }) => text)).toEqual([`${run} 4`, `${run} 3`, `${run} 2`]);
  });

  test('pages follow each other by cursor', async () => {
    const first = await page('?limit=2');
    const second = await page(`?limit=2&cursor=${first.nextCursor}`);
    const texts = [...first.messages, ...second.messages].map(({ text }) => text);
    expect(texts).toEqual(['4', '3', '2', '1'].map((n) => `${run} ${n}`));
  });

  test('a message is read, edited, ticked off and deleted with its edit token', async () => {
    const task = (await (
      await post(JSON.stringify({ author: 'Ada', text: `${run} task`, task: true }))
    ).json()) as Message;
    const path = `/messages/${task.id}`;
    const change = (init: RequestInit) =>
      call(path, {
        ...init,
        headers: { 'content-type': 'application/json', 'edit-token': task.editToken, ...init.headers },
      });

    const seen = await call(path);
    expect(seen.headers.get('etag')).toBe('"1"');
    expect((await call(path, { headers: { 'if-none-match': '"1"' } })).status).toBe(304);
    expect((await page('?open=true&limit=1')).messages.map(({ id }) => id)).toEqual([task.id]);

    expect((await call(path, { method: 'DELETE' })).status).toBe(401);
    expect((await change({ method: 'DELETE', headers: { 'edit-token': 'wrong' } })).status).toBe(403);
    const done = await change({
      method: 'PATCH',
      body: '{"done":true,"color":"green"}',
      headers: { 'if-match': '"1"' },
    });
    expect(await done.json()).toMatchObject({ done: true, color: 'green', version: 2 });
    const stale = await change({ method: 'PATCH', body: '{"text":"late"}', headers: { 'if-match': '"1"' } });
    expect(stale.status).toBe(412);
    expect((await page('?open=true&limit=100')).messages.map(({ id }) => id)).not.toContain(task.id);

    expect((await change({ method: 'DELETE' })).status).toBe(204);
    expect((await call(path)).status).toBe(404);
  });

  test('a post repeated with its Idempotency-Key gets the same answer and makes one message', async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': `"${run}"` };
    const body = JSON.stringify({ author: 'Ada', text: `${run} once` });
    const first = await post(body, headers);
    const again = await post(body, headers);
    expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 201, 'true']);
    expect(await again.json()).toEqual(await first.json());
    const other = await post(JSON.stringify({ author: 'Ada', text: `${run} other` }), headers);
    expect(other.status).toBe(422);
    const { messages } = await page('?limit=100');
    expect(messages.filter(({ text }) => text === `${run} once`)).toHaveLength(1);
  });

  const json = { 'content-type': 'application/json' };
  test.each<[string, string, Record<string, string>, number, string]>([
    ['broken JSON', '{', json, 400, 'malformed-json'],
    ['an empty body', '', json, 400, 'malformed-json'],
    [
      'what curl sends without a content type',
      '{}',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported-media-type',
    ],
    ['an array', '[]', json, 422, 'invalid-fields'],
    ['an unknown member', '{"author":"a","text":"b","c":1}', json, 422, 'invalid-fields'],
    ['a body of 70 KB', JSON.stringify({ author: 'a', text: 'b'.repeat(70_000) }), json, 413, 'payload-too-large'],
  ])('POST /messages refuses %s', async (_, body, headers, status, code) => {
    const answer = await post(body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, code, instance: '/messages', requestId: expect.any(String) });
  });

  test.each([
    ['?limit=0', 422, 'invalid-fields'],
    ['?limit=abc', 422, 'invalid-fields'],
    ['?cursor=made-up', 400, 'malformed-cursor'],
    ['?colour=red', 422, 'invalid-fields'],
  ])('GET /messages%s is refused', async (query, status, code) => {
    const answer = await call(`/messages${query}`);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ status, code });
  });

  test.each([
    ['GET', '/nowhere'],
    ['DELETE', '/messages'],
  ])('%s %s is no route', async (method, path) => {
    const answer = await call(path, { method });
    expect({ status: answer.status, body: await answer.json() }).toEqual(target.expected.unknownRoute);
  });

  test.each([
    ['GET', '/users/me'],
    ['GET', '/boards'],
    ['GET', '/boards/01M7Z9ZWVWJGRA0S4Y2TAR57BA/messages'],
    ['DELETE', '/boards/01M7Z9ZWVWJGRA0S4Y2TAR57BA'],
  ])('%s %s takes a token', async (method, path) => {
    for (const headers of [{}, { authorization: 'Bearer made-up' }]) {
      const answer = await call(path, { method, headers });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      expect(await answer.json()).toMatchObject(target.expected.withoutToken);
    }
  });

  test('an unknown link is 404', async () => {
    expect((await call(`/shared/${'A'.repeat(43)}/messages`)).status).toBe(404);
  });

  test('a browser may call it from another origin', async () => {
    const origin = 'https://example.com';
    const preflight = await call('/messages', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect(preflight.ok).toBe(true);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    const answer = await call('/messages', { headers: { origin } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  test('every answer carries the request id of the gateway', async () => {
    expect((await call('/health')).headers.has('apigw-requestid')).toBe(target.expected.requestIdHeader);
  });

  test('errors of the gateway itself carry the CORS headers too', async () => {
    const answer = await call('/nowhere', { headers: { origin: 'https://example.com' } });
    expect(answer.headers.has('access-control-allow-origin')).toBe(target.expected.corsOnErrors);
  });
});
