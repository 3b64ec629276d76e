import { randomUUID } from 'node:crypto';
import { invite, newBoard, share, write } from '../support/boards.ts';
import { done, type Sent } from '../support/calls.ts';
import { each, guest, type Person, person, team } from '../support/people.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();
let clock: jest.SpyInstance;
beforeEach(() => {
  clock = jest.spyOn(Date, 'now');
});
afterEach(() => clock.mockRestore());

const SHARED = '/shared/{token}/messages';
const LINKS = '/boards/{boardId}/links';
const hello = { author: 'Gast', text: 'Hello' };

/** The requests of a guest with a token. */
const shared = (token: string) => {
  const one =
    (method: string) =>
    (messageId: string, sent: Sent = {}) =>
      guest.call(`${method} ${SHARED}/{messageId}`, { ...sent, path: { token, messageId } });
  return {
    list: (query: Record<string, string> = {}) => guest.call(`GET ${SHARED}`, { path: { token }, query }),
    post: (body: unknown = hello, headers = {}) => guest.call(`POST ${SHARED}`, { path: { token }, body, headers }),
    read: one('GET'),
    edit: one('PATCH'),
    remove: one('DELETE'),
    open: () => guest.call('GET /shared/{token}', { path: { token } }),
  };
};
const revoke = (who: Person, boardId: string, linkId: string) =>
  who.call(`DELETE ${LINKS}/{linkId}`, { path: { boardId, linkId } });
const links = (who: Person, boardId: string, query = {}) => who.call(`GET ${LINKS}`, { path: { boardId }, query });

const NOT_FOUND = { status: 404, body: { code: 'not-found' } };
const READ_ONLY = { status: 403, body: { code: 'link-read-only' } };
const TOO_LOW = { status: 403, body: { code: 'role-too-low' } };

/** Checks that a token does not work for any request. */
const expectShut = async (token: string, messageId: string, editToken = 'none') => {
  const { list, post, read, edit, remove, open } = shared(token);
  const headers = { 'edit-token': editToken };
  for (const answer of [
    await open(),
    await list(),
    await post(),
    await read(messageId),
    await edit(messageId, { body: { text: 'x' }, headers }),
    await remove(messageId, { headers }),
  ]) {
    expect(answer).toMatchObject(NOT_FOUND);
  }
};

describe('a reading link', () => {
  test('opens all that is on the board, and nothing else', async () => {
    const { boardId, owner, editor } = await team();
    const elsewhere = await write(owner, await newBoard(owner), { text: 'elsewhere' });
    const messageId = await write(editor, boardId, { text: 'task', task: true });
    await write(owner, boardId, { text: 'newer' });
    const { list, read } = shared((await share(owner, boardId, 'read')).token);
    expect(each(await done(list()), 'messages', 'text')).toEqual(['newer', 'task']);
    expect(each(await done(list({ open: 'true' })), 'messages', 'text')).toEqual(['task']);
    const page = await done(list({ limit: '1' }));
    expect(each(await done(list({ limit: '1', cursor: String(page.nextCursor) })), 'messages', 'text')).toEqual([
      'task',
    ]);
    expect(await read(messageId)).toMatchObject({ status: 200, body: { boardId, author: 'Edith' } });
    expect(await read(elsewhere)).toMatchObject(NOT_FOUND);
  });

  test('lets nobody write, even with an edit token', async () => {
    const { boardId, owner } = await team();
    const writing = shared((await share(owner, boardId, 'write')).token);
    const { id, editToken } = await done(writing.post());
    const reading = shared((await share(owner, boardId, 'read')).token);
    const headers = { 'edit-token': String(editToken) };
    expect(await reading.post()).toMatchObject(READ_ONLY);
    expect(await reading.edit(String(id), { body: { text: 'x' }, headers })).toMatchObject(READ_ONLY);
    expect(await reading.remove(String(id), { headers })).toMatchObject(READ_ONLY);
    expect(await reading.read(String(id))).toMatchObject({ status: 200, body: { text: 'Hello', version: 1 } });
  });
});

describe('a writing link', () => {
  test('lets guests post, and edit and delete by edit token', async () => {
    const { boardId, owner, viewer } = await team();
    const { token } = await share(owner, boardId, 'write');
    const { post, read, edit, remove } = shared(token);
    const posted = await post();
    const id = String(posted.body.id);
    expect(posted).toMatchObject({ status: 201, body: { boardId, ...hello }, headers: { etag: '"1"' } });
    expect(posted.headers.location).toBe(`/shared/${token}/messages/${id}`);
    expect(posted.body).not.toHaveProperty('authorId');
    const headers = { 'edit-token': String(posted.body.editToken) };
    const edited = await edit(id, { body: { text: 'Edited' }, headers });
    expect(edited).toMatchObject({ status: 200, body: { text: 'Edited', version: 2 } });
    const onBoard = await viewer.call('GET /boards/{boardId}/messages/{messageId}', {
      path: { boardId, messageId: id },
    });
    expect(onBoard.body).toEqual(edited.body);
    expect((await remove(id, { headers })).status).toBe(204);
    expect(await read(id)).toMatchObject(NOT_FOUND);
  });

  test('lets no guest change messages of other guests or members', async () => {
    const { boardId, owner, editor } = await team();
    const { post, edit, remove } = shared((await share(owner, boardId, 'write')).token);
    const mine = await done(post());
    const others = [String((await done(post())).id), await write(editor, boardId)];
    const headers = { 'edit-token': String(mine.editToken) };
    for (const id of others) {
      expect((await edit(id, { body: { text: 'x' } })).body.code).toBe('edit-token-missing');
      expect((await edit(id, { body: { text: 'x' }, headers })).body.code).toBe('edit-token-wrong');
      expect((await remove(id, { headers })).body.code).toBe('edit-token-wrong');
    }
  });

  test('keeps the Idempotency-Keys of two links apart, and repeats the edit token to the same one', async () => {
    const { boardId, owner } = await team();
    const [one, two] = [
      shared((await share(owner, boardId, 'write')).token),
      shared((await share(owner, boardId, 'write')).token),
    ];
    const key = { 'idempotency-key': randomUUID() };
    const first = await done(one?.post(hello, key) ?? Promise.reject());
    expect((await one?.post(hello, key))?.body).toEqual(first);
    expect((await two?.post(hello, key))?.body.id).not.toBe(first.id);
  });
});

describe('a share link', () => {
  test('shows its access and its expiry', async () => {
    const owner = person();
    const boardId = await newBoard(owner);
    const [read, write] = [await share(owner, boardId, 'read'), await share(owner, boardId, 'write')];
    const late = await share(owner, boardId, 'read', { expiresInSeconds: 60 });
    expect((await shared(read.token).open()).body).toEqual({ access: 'read' });
    expect((await shared(write.token).open()).body).toEqual({ access: 'write' });
    expect((await shared(late.token).open()).body).toEqual({
      access: 'read',
      expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
    });
  });

  test('stops working when it is revoked; other links keep working', async () => {
    const { boardId, owner } = await team();
    const { token, id } = await share(owner, boardId, 'write');
    const other = await share(owner, boardId, 'read');
    const posted = await done(shared(token).post());
    expect((await revoke(owner, boardId, id)).status).toBe(204);
    await expectShut(token, String(posted.id), String(posted.editToken));
    expect(await revoke(owner, boardId, id)).toMatchObject(NOT_FOUND);
    expect(await shared(other.token).read(String(posted.id))).toMatchObject({ status: 200, body: { version: 1 } });
  });

  test('stops working when it expires', async () => {
    const { boardId, owner } = await team();
    const link = (await share(owner, boardId, 'write', { expiresInSeconds: 60 })) as {
      id: string;
      token: string;
      expiresAt?: string;
    };
    const posted = await done(shared(link.token).post());
    const end = Date.parse(link.expiresAt ?? '');
    clock.mockReturnValue(end - 1);
    expect((await shared(link.token).list()).status).toBe(200);
    clock.mockReturnValue(end);
    await expectShut(link.token, String(posted.id), String(posted.editToken));
    const listed = await done(owner.call('GET /boards/{boardId}/links', { path: { boardId } }));
    expect(each(listed, 'links', 'id')).not.toContain(link.id);
  });

  test('is not an invite, an invite is not a share link, and other text is neither', async () => {
    const { boardId, owner, stranger } = await team();
    const messageId = await write(owner, boardId);
    const { token, id } = await share(owner, boardId, 'write');
    const invited = await invite(owner, boardId, { role: 'owner' });
    expect(await stranger.call('POST /invites/{token}/accept', { path: { token } })).toMatchObject(NOT_FOUND);
    for (const wrong of [invited.token, id, boardId, 'A'.repeat(43), `${token}A`, token.toLowerCase(), 'main']) {
      await expectShut(wrong, messageId);
    }
  });

  test('of one board cannot be revoked through another, not even by an owner of both', async () => {
    const { boardId, owner, stranger } = await team();
    const { token, id } = await share(owner, boardId, 'read');
    expect(await revoke(owner, await newBoard(owner), id)).toMatchObject(NOT_FOUND);
    expect(await revoke(stranger, await newBoard(stranger), id)).toMatchObject(NOT_FOUND);
    expect((await shared(token).list()).status).toBe(200);
  });

  test('is made, listed and revoked by owners alone', async () => {
    const { boardId, owner, editor, viewer, stranger } = await team();
    const { id } = await share(owner, boardId, 'read');
    const create = (who: Person) => who.call(`POST ${LINKS}`, { path: { boardId }, body: { access: 'read' } });
    for (const act of [create, (who: Person) => links(who, boardId), (who: Person) => revoke(who, boardId, id)]) {
      for (const who of [editor, viewer]) expect(await act(who)).toMatchObject(TOO_LOW);
      expect(await act(stranger)).toMatchObject(NOT_FOUND);
    }
    const kinds = (await links(owner, boardId)).body.links as { id: string; kind: string }[];
    expect(kinds.filter(({ kind }) => kind === 'share').map((link) => link.id)).toEqual([id]);
  });
});

describe('GET /boards/{boardId}/links', () => {
  test('lists links and invites, newest first, page by page, and no token', async () => {
    const owner = person();
    const boardId = await newBoard(owner);
    const made = [
      await share(owner, boardId, 'read'),
      await invite(owner, boardId, { role: 'editor' }),
      await share(owner, boardId, 'write'),
    ];
    await share(owner, await newBoard(owner), 'read');
    const first = await links(owner, boardId, { limit: '2' });
    const rest = await links(owner, boardId, { limit: '2', cursor: first.body.nextCursor });
    expect(rest.body.nextCursor).toBeNull();
    const listed = [first, rest].flatMap(({ body }) => body.links as Record<string, unknown>[]);
    expect(listed.map(({ id }) => id)).toEqual(made.map(({ id }) => id).reverse());
    expect(listed.map(({ kind }) => kind)).toEqual(['share', 'invite', 'share']);
    const text = JSON.stringify(listed);
    expect(made.filter(({ token }) => text.includes(token))).toEqual([]);
  });

  test.each<[unknown, string]>([
    [{}, '#/access'],
    [{ access: 'admin' }, '#/access'],
    [{ access: 'read', expiresInSeconds: 1 }, '#/expiresInSeconds'],
    [{ access: 'read', uses: 1 }, '#/uses'],
  ])('a new link is refused with %j', async (body, pointer) => {
    const owner = person();
    const boardId = await newBoard(owner);
    const answer = await owner.call(`POST ${LINKS}`, { path: { boardId }, body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await links(owner, boardId)).body.links).toEqual([]);
  });
});
