import { patch, post, posted, read, remove, token } from '../support/messages.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const board = useWhiteboard();

const NO_SUCH_ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

describe('POST /messages', () => {
  test('takes a color, a position, a task and an expiry, and reads back the same', async () => {
    const { status, body } = await post({
      author: 'Ada',
      text: 'Buy chalk',
      color: 'yellow',
      position: { x: 1.234, y: -0 },
      task: true,
      expiresInSeconds: 60,
    });
    expect(status).toBe(201);
    const { editToken, ...message } = body;
    expect(message).toMatchObject({ color: 'yellow', position: { x: 1.23, y: 0 }, done: false, version: 1 });
    const lifetime = Date.parse(String(message.expiresAt)) - Date.parse(String(message.createdAt));
    expect(lifetime).toBeGreaterThanOrEqual(60_000);
    expect(lifetime).toBeLessThan(61_000);
    expect((await read(String(message.id))).body).toEqual(message);
    expect(editToken).toMatch(/^[\w-]{43}$/);
  });

  test.each([
    ['a color off the palette', { color: 'mauve' }, '#/color', /yellow/],
    ['a position without y', { position: { x: 1 } }, '#/position/y', /number/],
    ['a position off the plane', { position: { x: 1e6, y: 0 } }, '#/position/x', /100000/],
    ['a position with z', { position: { x: 1, y: 1, z: 1 } }, '#/position/z', /unknown member/],
    ['a task that is no boolean', { task: 'yes' }, '#/task', /true or false/],
    ['an expiry too soon', { expiresInSeconds: 59 }, '#/expiresInSeconds', /60 to 31536000/],
    ['an expiry too late', { expiresInSeconds: 31_536_001 }, '#/expiresInSeconds', /60 to 31536000/],
    ['half a second', { expiresInSeconds: 60.5 }, '#/expiresInSeconds', /whole number/],
  ])('refuses %s', async (_, content, pointer, detail) => {
    const { status, body } = await post({ author: 'Ada', text: 'x', ...content });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ pointer, detail: expect.stringMatching(detail) }]);
  });
});

describe('GET /messages/{messageId}', () => {
  test('answers the message with a strong ETag, and 304 to a client with that version', async () => {
    const { id } = await posted();
    const answer = await read(id);
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: { id, text: 'Hello', version: 1 } });
    expect(await read(id, { 'if-none-match': '"1"' })).toEqual({ status: 304, headers: { etag: '"1"' }, body: {} });
    expect((await read(id, { 'if-none-match': '"2"' })).status).toBe(200);
  });

  test('never shows the edit token, nor its digest', async () => {
    const { id, editToken } = await posted();
    expect(Object.keys((await read(id)).body)).not.toContain('editToken');
    expect(JSON.stringify((await read(id)).body)).not.toMatch(new RegExp(`edit|${editToken}`, 'i'));
  });

  test.each([NO_SUCH_ID, NO_SUCH_ID.toLowerCase(), 'nonsense', '#', `${NO_SUCH_ID}0`, 'x'.repeat(3_000)])(
    '404 for %.30s',
    async (id) => expect(await read(id)).toMatchObject({ status: 404, body: { code: 'not-found' } }),
  );
});

describe('PATCH /messages/{messageId}', () => {
  test('changes the given members, removes those that are null, keeps the rest', async () => {
    const message = await posted({ color: 'red', position: { x: 1, y: 2 } });
    const answer = await patch(message.id, { text: 'Bye', color: null }, token(message));
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    expect(answer.body).toMatchObject({ text: 'Bye', author: 'Ada', position: { x: 1, y: 2 }, version: 2 });
    expect(answer.body).not.toHaveProperty('color');
    expect((await read(message.id)).body).toEqual(answer.body);
  });

  test('takes merge-patch+json too', async () => {
    const message = await posted();
    const headers = { ...token(message), 'content-type': 'application/merge-patch+json' };
    expect(await patch(message.id, { text: 'Bye' }, headers)).toMatchObject({ status: 200, body: { text: 'Bye' } });
  });

  test('with If-Match: 412 for the slower edit, which changes nothing', async () => {
    const message = await posted();
    const ifMatch = { ...token(message), 'if-match': '"1"' };
    expect((await patch(message.id, { text: 'faster' }, ifMatch)).status).toBe(200);
    const slower = await patch(message.id, { text: 'slower', color: 'red' }, ifMatch);
    expect(slower).toMatchObject({
      status: 412,
      body: { code: 'version-mismatch', detail: expect.stringMatching(/version 2/) },
    });
    expect((await read(message.id)).body).toMatchObject({ text: 'faster', version: 2 });
  });

  test('of fifty edits of one version at once, exactly one wins', async () => {
    const message = await posted();
    const ifMatch = { ...token(message), 'if-match': '"1"' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => patch(message.id, { text: `${n}` }, ifMatch)),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(49);
    expect((await read(message.id)).body).toEqual(winners[0]?.body);
  });

  test('without If-Match every edit is carried out whole, and counted', async () => {
    const message = await posted();
    const texts = Array.from({ length: 20 }, (_, n) => `${n}`);
    await Promise.all(texts.map((text, n) => patch(message.id, { text, position: { x: n, y: n } }, token(message))));
    const { body } = await read(message.id);
    expect(body.version).toBe(21);
    expect(body.position).toEqual({ x: Number(body.text), y: Number(body.text) });
  });

  test.each<[string, unknown, string]>([
    ['nothing', {}, '#'],
    ['null for a text', { text: null }, '#/text'],
    ['an author', { author: 'Eve' }, '#/author'],
    ['a version', { version: 9 }, '#/version'],
    ['an expiry in the past', { expiresAt: '2020-01-01T00:00:00Z' }, '#/expiresAt'],
    ['an expiry in two years', { expiresAt: new Date(Date.now() + 2 * 366 * 864e5).toISOString() }, '#/expiresAt'],
    ['a date that is none', { expiresAt: '2026-02-30T00:00:00Z' }, '#/expiresAt'],
  ])('refuses %s', async (_, body, pointer) => {
    const message = await posted();
    const answer = await patch(message.id, body, token(message));
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await read(message.id)).body).toMatchObject({ text: 'Hello', version: 1 });
  });
});

describe('DELETE /messages/{messageId}', () => {
  test('204, and again 404', async () => {
    const message = await posted();
    expect(await remove(message.id, token(message))).toEqual({ status: 204, headers: {}, body: {} });
    expect((await remove(message.id, token(message))).status).toBe(404);
    expect((await read(message.id)).status).toBe(404);
  });

  test('with If-Match: 412 when it has changed', async () => {
    const message = await posted();
    await patch(message.id, { text: 'changed' }, token(message));
    expect((await remove(message.id, { ...token(message), 'if-match': '"1"' })).status).toBe(412);
    expect((await remove(message.id, { ...token(message), 'if-match': '"1", "2"' })).status).toBe(204);
  });
});

describe('only the author may change a message', () => {
  test.each([
    ['PATCH', (id: string, headers?: Record<string, string>) => patch(id, { text: 'mine now' }, headers)],
    ['DELETE', remove],
  ])('%s wants the edit token: 401 without, 403 with another, 404 where nothing is', async (_, change) => {
    const message = await posted();
    const other = await posted();
    expect(await change(message.id)).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringContaining('EditToken') },
      body: { code: 'edit-token-missing' },
    });
    expect(await change(message.id, token(other))).toMatchObject({ status: 403, body: { code: 'edit-token-wrong' } });
    expect(await change(NO_SUCH_ID, token(other))).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await read(message.id)).body).toMatchObject({ text: 'Hello', version: 1 });
  });

  test('a wrong token is 403 also when the version is stale', async () => {
    const message = await posted();
    const headers = { 'edit-token': 'guessed', 'if-match': '"9"' };
    expect((await patch(message.id, { text: 'x' }, headers)).status).toBe(403);
  });

  test('the edit token shows in no log line', async () => {
    const message = await posted();
    await patch(message.id, { text: 'edited' }, token(message));
    await patch(message.id, { text: 'edited' }, { 'edit-token': `${message.editToken}x` });
    await remove(message.id, token(message));
    expect(board.logged).toHaveLength(4);
    expect(JSON.stringify(board.logged)).not.toContain(message.editToken);
  });
});
