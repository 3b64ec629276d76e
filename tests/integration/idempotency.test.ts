import { randomUUID } from 'node:crypto';
import { list, patch, post, posted, remove, token } from '../support/messages.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();

const hello = { author: 'Ada', text: 'Hello' };
const newKey = () => randomUUID();
const once = (key: string, body: unknown = hello) => post(body, { 'idempotency-key': key });
const everything = async () => (await list({ limit: '100' })).messages;

describe('Idempotency-Key', () => {
  test('the same request again gets the first answer, and posts nothing', async () => {
    const key = newKey();
    const first = await once(key, { ...hello, task: true, expiresInSeconds: 600 });
    const before = await everything();
    const again = await once(key, { expiresInSeconds: 600, task: true, ...hello });
    expect(first.headers).not.toHaveProperty('idempotent-replayed');
    expect(again).toEqual({ ...first, headers: { ...first.headers, 'idempotent-replayed': 'true' } });
    expect(await everything()).toEqual(before);
  });

  test('the edit token of a repeated answer works', async () => {
    const key = newKey();
    await once(key);
    const again = (await once(key)).body as { id: string; editToken: string };
    expect((await patch(again.id, { text: 'edited' }, token(again))).status).toBe(200);
  });

  test('the first answer comes again even when the message has changed, or is gone', async () => {
    const key = newKey();
    const first = await once(key);
    const message = first.body as { id: string; editToken: string };
    await patch(message.id, { text: 'edited' }, token(message));
    expect((await once(key)).body).toEqual(first.body);
    await remove(message.id, token(message));
    expect((await once(key)).body).toEqual(first.body);
  });

  test('another payload with the same key is refused, and stores nothing', async () => {
    const key = newKey();
    await once(key);
    const before = await everything();
    const other = await once(key, { ...hello, text: 'Bye' });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await everything()).toEqual(before);
  });

  test('a request that failed validation stores nothing: its key is still free', async () => {
    const key = newKey();
    expect((await once(key, { ...hello, text: '' })).status).toBe(422);
    expect(await once(key)).toMatchObject({ status: 201 });
  });

  test('quoted or bare, it is the same key', async () => {
    const key = newKey();
    const first = await once(`"${key}"`);
    expect((await once(key)).body).toEqual(first.body);
  });

  test('is forgotten after 24 hours, although its record may still be there', async () => {
    const key = newKey();
    const first = await once(key);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 24 * 3_600_000 + 1_000);
    const later = await once(key);
    clock.mockRestore();
    expect(later.status).toBe(201);
    expect(later.body.id).not.toBe(first.body.id);
  });

  test('twenty identical requests at once make one message', async () => {
    const key = newKey();
    const before = (await everything()).length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => once(key)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => !headers['idempotent-replayed'])).toHaveLength(1);
    expect(await everything()).toHaveLength(before + 1);
  });

  test.each(['', '""', 'with space', 'ключ', 'x'.repeat(256)])('refuses the key %j', async (key) => {
    expect(await once(key)).toMatchObject({ status: 422, body: { errors: [{ header: 'idempotency-key' }] } });
  });

  test('without it, the same message twice is two messages', async () => {
    expect((await posted()).id).not.toBe((await posted()).id);
  });
});
