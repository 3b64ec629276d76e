import { randomUUID } from 'node:crypto';
import { accept, invite, newBoard, share } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { each, guest, type Person, person, team } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const table = useWhiteboard();
let clock: jest.SpyInstance;
beforeEach(() => {
  clock = jest.spyOn(Date, 'now');
});
afterEach(() => clock.mockRestore());

const create = (who: Person, boardId: string, body: unknown, headers = {}) =>
  who.call('POST /boards/{boardId}/invites', { path: { boardId }, body, headers });
const revoke = (who: Person, boardId: string, linkId: string) =>
  who.call('DELETE /boards/{boardId}/links/{linkId}', { path: { boardId, linkId } });
const roleOf = async (who: Person, boardId: string) =>
  (await who.call('GET /boards/{boardId}', { path: { boardId } })).body.role;
const members = async (who: Person, boardId: string) =>
  each(
    await done(who.call('GET /boards/{boardId}/members', { path: { boardId }, query: { limit: '100' } })),
    'members',
    'userId',
  );
const usesLeft = async (owner: Person, boardId: string) =>
  each(await done(owner.call('GET /boards/{boardId}/links', { path: { boardId } })), 'links', 'uses');

const NOT_FOUND = { status: 404, body: { code: 'not-found' } };
const TOO_LOW = { status: 403, body: { code: 'role-too-low' } };
const USED_UP = { status: 409, body: { code: 'invite-used-up' } };

describe('POST /boards/{boardId}/invites', () => {
  test('makes an invite of a role, a number of uses and a time, and shows its token once', async () => {
    const owner = person();
    const boardId = await newBoard(owner);
    const answer = await create(owner, boardId, { role: 'editor', uses: 3, expiresInSeconds: 3_600 });
    const { token, ...link } = answer.body;
    expect(answer.status).toBe(201);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(link).toMatchObject({
      kind: 'invite',
      role: 'editor',
      uses: 3,
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const lifetime = Date.parse(String(link.expiresAt)) - Date.parse(String(link.createdAt));
    expect(Math.floor(lifetime / 1_000)).toBe(3_600);
    const listed = await done(owner.call('GET /boards/{boardId}/links', { path: { boardId } }));
    expect(listed).toEqual({ links: [link], nextCursor: null });
  });

  test('is valid for one use and a week by default', async () => {
    const owner = person();
    const { body } = await create(owner, await newBoard(owner), { role: 'viewer' });
    expect(body.uses).toBe(1);
    const days = (Date.parse(String(body.expiresAt)) - Date.parse(String(body.createdAt))) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });

  test('with an Idempotency-Key makes one invite, and repeats its token', async () => {
    const owner = person();
    const boardId = await newBoard(owner);
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => create(owner, boardId, { role: 'editor' }, headers)),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await usesLeft(owner, boardId)).toEqual([1]);
    expect((await accept(person(), String(answers[4]?.body.token))).status).toBe(200);
  });

  test('is for owners', async () => {
    const { boardId, owner, editor, viewer, stranger } = await team();
    for (const who of [editor, viewer]) expect(await create(who, boardId, { role: 'viewer' })).toMatchObject(TOO_LOW);
    expect(await create(stranger, boardId, { role: 'viewer' })).toMatchObject(NOT_FOUND);
    const { id } = await invite(owner, boardId, { role: 'viewer' });
    expect(await revoke(editor, boardId, id)).toMatchObject(TOO_LOW);
    expect(await revoke(stranger, boardId, id)).toMatchObject(NOT_FOUND);
  });

  test.each<[object, string]>([
    [{}, '#/role'],
    [{ role: 'admin' }, '#/role'],
    [{ role: 'viewer', uses: 0 }, '#/uses'],
    [{ role: 'viewer', uses: 101 }, '#/uses'],
    [{ role: 'viewer', uses: 1.5 }, '#/uses'],
    [{ role: 'viewer', expiresInSeconds: 59 }, '#/expiresInSeconds'],
    [{ role: 'viewer', expiresInSeconds: 31_536_001 }, '#/expiresInSeconds'],
    [{ role: 'viewer', token: 'mine' }, '#/token'],
  ])('refuses %j', async (body, pointer) => {
    const owner = person();
    const boardId = await newBoard(owner);
    expect(await create(owner, boardId, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect(await usesLeft(owner, boardId)).toEqual([]);
  });
});

describe('POST /invites/{token}/accept', () => {
  test.each(['viewer', 'editor', 'owner'])('makes a member with the role %s', async (role) => {
    const [owner, guestToBe] = [person(), person()];
    const boardId = await newBoard(owner);
    const { token } = await invite(owner, boardId, { role });
    expect(await accept(guestToBe, token)).toMatchObject({ status: 200, body: { id: boardId, title: 'Launch', role } });
    expect(await roleOf(guestToBe, boardId)).toBe(role);
    expect(await accept(person(), token)).toMatchObject(USED_UP);
  });

  test('requires a signed-in person', async () => {
    const owner = person();
    const { token } = await invite(owner, await newBoard(owner), { role: 'viewer' });
    expect((await guest.call('POST /invites/{token}/accept', { path: { token } })).status).toBe(401);
  });

  test('counts a new owner as one', async () => {
    const [one, two] = [person(), person()];
    const boardId = await newBoard(one);
    await done(accept(two, (await invite(one, boardId, { role: 'owner' })).token));
    const leave = (who: Person) =>
      who.call('DELETE /boards/{boardId}/members/{userId}', { path: { boardId, userId: who.userId } });
    expect((await leave(one)).status).toBe(204);
    expect(await leave(two)).toMatchObject({ status: 409, body: { code: 'last-owner' } });
  });

  test('again uses nothing up, and keeps the roles of members', async () => {
    const { boardId, owner, editor, viewer } = await team();
    const { token } = await invite(owner, boardId, { role: 'owner', uses: 2 });
    expect(await accept(editor, token)).toMatchObject({ status: 200, body: { role: 'editor' } });
    expect(await accept(viewer, token)).toMatchObject({ status: 200, body: { role: 'viewer' } });
    const newcomer = person();
    const answers = await Promise.all(Array.from({ length: 10 }, () => accept(newcomer, token)));
    expect(answers.map(({ status, body }) => [status, body.role])).toEqual(Array(10).fill([200, 'owner']));
    expect(await usesLeft(owner, boardId)).toContain(1);
    await done(accept(person(), token));
    expect(await accept(newcomer, token)).toMatchObject({ status: 200, body: { role: 'owner' } });
  });

  test('of thirty people at once lets in exactly as many as it has uses', async () => {
    const owner = person();
    const boardId = await newBoard(owner);
    const { token } = await invite(owner, boardId, { role: 'owner', uses: 7 });
    const people = Array.from({ length: 30 }, () => person());
    const answers = await Promise.all(people.map((who) => accept(who, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(7).fill(200), ...Array(23).fill(409)]);
    const admitted = people.filter((_, n) => answers[n]?.status === 200).map(({ userId }) => userId);
    expect((await members(owner, boardId)).sort()).toEqual([owner.userId, ...admitted].sort());
    expect(await usesLeft(owner, boardId)).toEqual([0]);
    const stored = (await storedItems(table, `BOARD#${boardId}`)).find(({ SK }) => SK === '~BOARD');
    expect(stored?.owners).toBe(8);
  });

  test('stops working when it expires', async () => {
    const owner = person();
    const boardId = await newBoard(owner);
    const { body } = await create(owner, boardId, { role: 'viewer', uses: 9, expiresInSeconds: 60 });
    const end = Date.parse(String(body.expiresAt));
    clock.mockReturnValue(end - 1);
    expect((await accept(person(), String(body.token))).status).toBe(200);
    clock.mockReturnValue(end);
    expect(await accept(person(), String(body.token))).toMatchObject(NOT_FOUND);
    expect(await members(owner, boardId)).toHaveLength(2);
  });

  test('does not work if it was revoked or never existed', async () => {
    const owner = person();
    const boardId = await newBoard(owner);
    const { token, id } = await invite(owner, boardId, { role: 'viewer', uses: 9 });
    const link = await share(owner, boardId, 'write');
    expect((await revoke(owner, boardId, id)).status).toBe(204);
    expect(await revoke(owner, boardId, id)).toMatchObject(NOT_FOUND);
    for (const wrong of [token, link.token, id, 'A'.repeat(43), 'x', boardId]) {
      expect(await accept(person(), wrong)).toMatchObject(NOT_FOUND);
    }
    expect(await members(owner, boardId)).toEqual([owner.userId]);
  });
});

describe('what is stored', () => {
  test('holds no token of an invite or a link, no edit token and no idempotency key, in any form but digests', async () => {
    const owner = person();
    const boardId = await newBoard(owner);
    const keys = Array.from({ length: 4 }, () => randomUUID());
    const [first, second, third, fourth] = keys.map((key) => ({ 'idempotency-key': key }));
    const invited = await done(create(owner, boardId, { role: 'viewer', uses: 2 }, first));
    const shared = await done(
      owner.call('POST /boards/{boardId}/links', {
        path: { boardId },
        body: { access: 'write' },
        headers: second ?? {},
      }),
    );
    await done(owner.call('POST /boards', { body: { title: 'Kept' }, headers: third ?? {} }));
    const posts = { path: { token: String(shared.token) }, body: { author: 'Gast', text: 'Hello' } };
    const once = await done(guest.call('POST /shared/{token}/messages', { ...posts, headers: fourth ?? {} }));
    const again = await done(guest.call('POST /shared/{token}/messages', posts));
    const plain = [await invite(owner, boardId, { role: 'viewer' }), await share(owner, boardId, 'read')];
    await done(accept(person(), String(invited.token)));

    const tokens = [invited.token, shared.token, ...plain.map(({ token }) => token), once.editToken, again.editToken];
    const secrets = [...tokens.map(String), ...keys];
    const raw = tokens.map((token) => Buffer.from(String(token), 'base64url').toString('hex'));
    const stored = JSON.stringify(await storedItems(table), (_, value: unknown) =>
      ArrayBuffer.isView(value) ? Buffer.from(value as Uint8Array).toString('hex') : value,
    );
    expect(stored).toContain(String(shared.id));
    expect([...secrets, ...raw].filter((secret) => stored.includes(secret))).toEqual([]);
    expect(secrets.filter((secret) => JSON.stringify(table.logged).includes(secret))).toEqual([]);
  });
});
