import { randomUUID } from 'node:crypto';
import { join, newBoard, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { each, guest, named, type Person, person, team } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

const whiteboard = useWhiteboard();

const MESSAGES = '/boards/{boardId}/messages';
const MESSAGE = `${MESSAGES}/{messageId}`;
const post = (who: Person, boardId: string, body: unknown, headers = {}) =>
  who.call(`POST ${MESSAGES}`, { path: { boardId }, body, headers });
const list = async (who: Person, boardId: string, query: Record<string, string> = {}) => {
  const body = await done(who.call(`GET ${MESSAGES}`, { path: { boardId }, query }));
  return { texts: each(body, 'messages', 'text'), cursor: String(body.nextCursor) };
};
const read = (who: Person, boardId: string, messageId: string, headers = {}) =>
  who.call(`GET ${MESSAGE}`, { path: { boardId, messageId }, headers });
const edit = (who: Person, boardId: string, messageId: string, body: unknown = { text: 'Edited' }, headers = {}) =>
  who.call(`PATCH ${MESSAGE}`, { path: { boardId, messageId }, body, headers });
const remove = (who: Person, boardId: string, messageId: string, headers = {}) =>
  who.call(`DELETE ${MESSAGE}`, { path: { boardId, messageId }, headers });

const NOT_FOUND = { status: 404, body: { code: 'not-found' } };
const TOO_LOW = { status: 403, body: { code: 'role-too-low' } };
const NOT_AUTHOR = { status: 403, body: { code: 'not-author' } };

describe('a member’s message', () => {
  test('is named by their profile, and has no edit token', async () => {
    const { boardId, editor, viewer } = await team();
    const answer = await post(editor, boardId, { text: 'Hello', color: 'blue', task: true });
    const { id, createdAt } = answer.body;
    expect(answer).toMatchObject({
      status: 201,
      headers: { location: `/boards/${boardId}/messages/${id}`, etag: '"1"' },
    });
    const message = { text: 'Hello', color: 'blue', done: false, author: 'Edith', authorId: editor.userId };
    expect(answer.body).toEqual({ id, boardId, createdAt, version: 1, ...message });
    const seen = await read(viewer, boardId, String(id));
    expect(seen).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: answer.body });
    expect((await read(viewer, boardId, String(id), { 'if-none-match': '"1"' })).status).toBe(304);
  });

  test('cannot be posted under another name', async () => {
    const { boardId, owner, editor } = await team();
    for (const forged of [{ author: 'Olga' }, { authorId: owner.userId }, { author: 'Edith' }]) {
      const [member] = Object.keys(forged);
      expect(await post(editor, boardId, { text: 'x', ...forged })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: `#/${member}` }] },
      });
    }
    const id = await write(editor, boardId);
    expect((await edit(owner, boardId, id, { author: 'Olga' })).status).toBe(422);
    expect((await list(owner, boardId)).texts).toEqual(['Hello']);
  });

  test('wants a profile first', async () => {
    const ada = person();
    const boardId = await newBoard(ada);
    expect(await post(ada, boardId, { text: 'x' })).toMatchObject({ status: 409, body: { code: 'profile-missing' } });
    await done(ada.call('PUT /users/me', { body: { username: 'ada-at-last', displayName: 'Ada' } }));
    expect(await post(ada, boardId, { text: 'x' })).toMatchObject({ status: 201, body: { author: 'Ada' } });
  });

  test('is stored with its author’s id once: in the key of their index', async () => {
    const { boardId, editor } = await team();
    const sort = `MSG#${await write(editor, boardId)}`;
    const stored = (await storedItems(whiteboard, `BOARD#${boardId}`)).find(({ SK }) => SK === sort);
    expect(stored).toMatchObject({ GSI1PK: `USER#${editor.userId}`, GSI1SK: sort });
    expect(Object.keys(stored ?? {}).sort()).toEqual(['GSI1PK', 'GSI1SK', 'PK', 'SK', 'author', 'text', 'version']);
  });

  test('costs two units to put, one of them for the index of its author', async () => {
    const { boardId, editor } = await team();
    const cost = await capacityOf(() => post(editor, boardId, { text: 'x'.repeat(400) }));
    expect(cost.filter(({ operation }) => operation === 'GetItem')).toHaveLength(3);
    expect(cost.filter(({ operation }) => operation !== 'GetItem')).toEqual([
      { operation: 'PutItem', units: 2, indexes: { GSI1: 1 } },
    ]);
  });

  test('logs its cost, and the part for writes', async () => {
    const { boardId, editor } = await team();
    expect((await post(editor, boardId, { text: 'x' })).status).toBe(201);
    expect(whiteboard.logged.at(-1)).toMatchObject({ event: 'request', capacityUnits: 4.5, writeUnits: 2 });
  });
});

describe('who may change a message', () => {
  test('editors their own', async () => {
    const { boardId, editor } = await team();
    const id = await write(editor, boardId);
    expect(await edit(editor, boardId, id)).toMatchObject({ status: 200, body: { text: 'Edited', version: 2 } });
    expect((await edit(editor, boardId, id, { text: 'x' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await remove(editor, boardId, id, { 'if-match': '"2"' })).status).toBe(204);
    expect(await read(editor, boardId, id)).toMatchObject(NOT_FOUND);
  });

  test('owners any: of members and of guests, whose author stays who it was', async () => {
    const { boardId, owner, editor } = await team();
    const { token } = await share(owner, boardId, 'write');
    const body = { author: 'Gast', text: 'Hello' };
    const byGuest = await done(guest.call('POST /shared/{token}/messages', { path: { token }, body }));
    for (const [id, author] of [
      [await write(editor, boardId), 'Edith'],
      [String(byGuest.id), 'Gast'],
    ] as const) {
      expect(await edit(owner, boardId, id)).toMatchObject({ status: 200, body: { text: 'Edited', author } });
      expect((await remove(owner, boardId, id)).status).toBe(204);
      expect(await remove(owner, boardId, id)).toMatchObject(NOT_FOUND);
    }
  });

  test('editors nobody else’s, whatever edit token they send', async () => {
    const { boardId, owner, editor } = await team();
    const { token } = await share(owner, boardId, 'write');
    const body = { author: 'Gast', text: 'Hello' };
    const byGuest = await done(guest.call('POST /shared/{token}/messages', { path: { token }, body }));
    const headers = { 'edit-token': String(byGuest.editToken) };
    for (const id of [await write(owner, boardId), String(byGuest.id)]) {
      expect(await edit(editor, boardId, id, { text: 'x' }, headers)).toMatchObject(NOT_AUTHOR);
      expect(await remove(editor, boardId, id, headers)).toMatchObject(NOT_AUTHOR);
      expect((await read(owner, boardId, id)).body).toMatchObject({ text: 'Hello', version: 1 });
    }
  });

  test('viewers none, not even what they wrote as editors, and strangers learn of none', async () => {
    const { boardId, owner, editor, viewer, stranger } = await team();
    const id = await write(editor, boardId);
    const path = { boardId, userId: editor.userId };
    await done(owner.call('PUT /boards/{boardId}/members/{userId}', { path, body: { role: 'viewer' } }));
    for (const who of [viewer, editor]) {
      expect(await post(who, boardId, { text: 'x' })).toMatchObject(TOO_LOW);
      expect(await edit(who, boardId, id)).toMatchObject(TOO_LOW);
      expect(await remove(who, boardId, id)).toMatchObject(TOO_LOW);
      expect((await read(who, boardId, id)).body).toMatchObject({ text: 'Hello', version: 1 });
    }
    expect(await post(stranger, boardId, { text: 'x' })).toMatchObject(NOT_FOUND);
    expect(await read(stranger, boardId, id)).toMatchObject(NOT_FOUND);
    expect(await edit(stranger, boardId, id)).toMatchObject(NOT_FOUND);
    expect(await remove(stranger, boardId, id)).toMatchObject(NOT_FOUND);
    expect(await stranger.call(`GET ${MESSAGES}`, { path: { boardId } })).toMatchObject(NOT_FOUND);
  });

  test('nobody through another board, nor through the public wall', async () => {
    const { boardId, owner } = await team();
    const id = await write(owner, boardId);
    const other = await newBoard(owner);
    expect(await read(owner, other, id)).toMatchObject(NOT_FOUND);
    expect(await edit(owner, other, id)).toMatchObject(NOT_FOUND);
    expect(await remove(owner, other, id)).toMatchObject(NOT_FOUND);
    expect(await guest.call('GET /messages/{messageId}', { path: { messageId: id } })).toMatchObject(NOT_FOUND);
    expect((await read(owner, boardId, id)).status).toBe(200);
  });
});

describe('Idempotency-Key on a board', () => {
  test('posts once, however often it is sent at once', async () => {
    const { boardId, editor } = await team();
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(editor, boardId, { text: 'Once' }, headers)),
    );
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect((await list(editor, boardId)).texts).toEqual(['Once']);
  });

  test('of two members, or of one on two boards, are two keys', async () => {
    const { boardId, owner, editor } = await team();
    const other = await newBoard(owner);
    const headers = { 'idempotency-key': randomUUID() };
    const ids = [
      await post(owner, boardId, { text: 'Same' }, headers),
      await post(editor, boardId, { text: 'Same' }, headers),
      await post(owner, other, { text: 'Same' }, headers),
    ].map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(3);
    expect((await list(owner, boardId)).texts).toEqual(['Same', 'Same']);
  });

  test('gets the first answer again although its author is called otherwise by now', async () => {
    const ada = await named('Ada');
    const boardId = await newBoard(ada);
    const headers = { 'idempotency-key': randomUUID() };
    const first = await post(ada, boardId, { text: 'Once' }, headers);
    await done(ada.call('PUT /users/me', { body: { username: ada.username, displayName: 'Countess' } }));
    expect((await post(ada, boardId, { text: 'Once' }, headers)).body).toEqual(first.body);
    expect((await read(ada, boardId, String(first.body.id))).body).toEqual(first.body);
  });
});

describe('a board’s list', () => {
  test('is filtered and paged as the wall’s is', async () => {
    const { boardId, owner, viewer } = await team();
    for (const n of [1, 2, 3, 4]) await write(owner, boardId, { text: `${n}`, task: n % 2 === 0 });
    expect((await list(viewer, boardId)).texts).toEqual(['4', '3', '2']);
    expect((await list(viewer, boardId, { open: 'true' })).texts).toEqual(['4', '2']);
    const hour = (by: number) => new Date(Date.now() + by * 3_600_000).toISOString();
    expect((await list(viewer, boardId, { until: hour(-1) })).texts).toEqual([]);
    expect((await list(viewer, boardId, { since: hour(-1), until: hour(1), limit: '9' })).texts).toHaveLength(4);
    const page = await list(viewer, boardId, { limit: '3' });
    expect((await list(viewer, boardId, { limit: '3', cursor: page.cursor })).texts).toEqual(['1']);
    for (const [query, status] of [
      [{ open: 'false' }, 422],
      [{ limit: '0' }, 422],
      [{ since: hour(1), until: hour(-1) }, 422],
      [{ cursor: 'made-up' }, 400],
      [{ open: 'true', cursor: page.cursor }, 400],
    ] as const) {
      expect(await viewer.call(`GET ${MESSAGES}`, { path: { boardId }, query })).toMatchObject({ status });
    }
  });

  test('refuses the cursor of another board', async () => {
    const { boardId, owner } = await team();
    const other = await newBoard(owner);
    await join(owner, other, person(), 'viewer');
    for (const id of [boardId, boardId, other, other]) await write(owner, id);
    const { cursor } = await list(owner, boardId, { limit: '1' });
    expect(await owner.call(`GET ${MESSAGES}`, { path: { boardId: other }, query: { cursor } })).toMatchObject({
      status: 400,
    });
  });

  test('is one Query, with membership and board read meanwhile', async () => {
    const { boardId, owner } = await team();
    await write(owner, boardId);
    const operations = (await capacityOf(() => list(owner, boardId))).map(({ operation }) => operation);
    expect(operations.sort()).toEqual(['GetItem', 'GetItem', 'Query']);
  });
});
