import { runs } from 'sam-offline/testing/runs';
import { join, newBoard, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { type Person, person, team } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

/** How often two people race. */
const ROUNDS = runs(4).numRuns;

const table = useWhiteboard();

const MEMBERS = '/boards/{boardId}/members';
const MEMBER = `${MEMBERS}/{userId}`;
const list = (who: Person, boardId: string, query = {}) => who.call(`GET ${MEMBERS}`, { path: { boardId }, query });
const setRole = (by: Person, boardId: string, { userId }: Person, role: unknown) =>
  by.call(`PUT ${MEMBER}`, { path: { boardId, userId }, body: { role } });
const remove = (by: Person, boardId: string, { userId }: Person) =>
  by.call(`DELETE ${MEMBER}`, { path: { boardId, userId } });
const leave = (who: Person, boardId: string) => remove(who, boardId, who);
const read = (who: Person, boardId: string) => who.call('GET /boards/{boardId}', { path: { boardId } });

const roles = async (who: Person, boardId: string) => {
  const { members } = (await done(list(who, boardId))) as { members: { userId: string; role: string }[] };
  return Object.fromEntries(members.map(({ userId, role }) => [userId, role]));
};

/** How many owners a board has, by its members and by its own count, which must agree. */
const ownersOf = async (boardId: string): Promise<number> => {
  const items = await storedItems(table, `BOARD#${boardId}`);
  const owners = items.filter(({ SK, role }) => String(SK).startsWith('MEMBER#') && role === 'owner').length;
  expect(items.find(({ SK }) => SK === '~BOARD')?.owners).toBe(owners);
  return owners;
};

const LAST_OWNER = { status: 409, body: { code: 'last-owner' } };
const TOO_LOW = { status: 403, body: { code: 'role-too-low' } };
const NOT_FOUND = { status: 404, body: { code: 'not-found' } };

describe('GET /boards/{boardId}/members', () => {
  test('names every member to every member, email addresses left out', async () => {
    const { boardId, owner, editor, viewer } = await team();
    const nameless = person('nameless');
    await join(owner, boardId, nameless, 'viewer');
    await done(
      owner.call('PUT /users/me', { body: { username: owner.username, displayName: 'Olga', email: 'o@example.com' } }),
    );
    const { members, nextCursor } = await done(list(viewer, boardId));
    const entry = ({ userId, username }: typeof owner, role: string, displayName: string) => ({
      userId,
      role,
      username,
      displayName,
    });
    expect(members).toEqual([
      entry(editor, 'editor', 'Edith'),
      entry(owner, 'owner', 'Olga'),
      entry(viewer, 'viewer', 'Viktor'),
      { userId: nameless.userId, role: 'viewer' },
    ]);
    expect(nextCursor).toBeNull();
  });

  test('lists everybody, whatever user ids an issuer gives', async () => {
    const owner = person('é');
    const boardId = await newBoard(owner);
    const others = [person('~'), person('auth0|1'), person('#'), person('日本')];
    for (const who of others) await join(owner, boardId, who, 'viewer');
    const { members } = (await done(list(owner, boardId))) as { members: { userId: string }[] };
    expect(members.map(({ userId }) => userId).sort()).toEqual([owner, ...others].map(({ userId }) => userId).sort());
  });

  test('is 404 for people who are not members', async () => {
    const { boardId, stranger } = await team();
    expect(await list(stranger, boardId)).toMatchObject(NOT_FOUND);
  });

  test('continues with a cursor, and costs one Query and one batch of names', async () => {
    const { boardId, owner } = await team();
    const first = await done(list(owner, boardId, { limit: '2' }));
    const rest = await done(list(owner, boardId, { limit: '2', cursor: first.nextCursor }));
    const ids = [first, rest].flatMap(({ members }) => (members as { userId: string }[]).map(({ userId }) => userId));
    expect(ids).toEqual(Object.keys(await roles(owner, boardId)));
    const operations = (await capacityOf(() => list(owner, boardId))).map(({ operation }) => operation);
    expect(operations.sort()).toEqual(['BatchGetItem', 'GetItem', 'GetItem', 'Query']);
  });
});

describe('PUT /boards/{boardId}/members/{userId}', () => {
  test('gives a member another role, which holds at once', async () => {
    const { boardId, owner, editor, viewer } = await team();
    const promoted = await setRole(owner, boardId, viewer, 'editor');
    const { userId, username } = viewer;
    expect(promoted).toMatchObject({ status: 200, body: { userId, username, displayName: 'Viktor', role: 'editor' } });
    await write(viewer, boardId);
    await done(setRole(owner, boardId, editor, 'viewer'));
    const post = await editor.call('POST /boards/{boardId}/messages', { path: { boardId }, body: { text: 'x' } });
    expect(post).toMatchObject(TOO_LOW);
    expect(await read(editor, boardId)).toMatchObject({ status: 200, body: { role: 'viewer' } });
  });

  test('to the role that they have changes nothing, the last owner included', async () => {
    const { boardId, owner, editor } = await team();
    const operations = await capacityOf(async () => {
      expect(await setRole(owner, boardId, owner, 'owner')).toMatchObject({ status: 200, body: { role: 'owner' } });
      expect(await setRole(owner, boardId, editor, 'editor')).toMatchObject({ status: 200, body: { role: 'editor' } });
    });
    expect(operations.map(({ operation }) => operation)).toEqual(Array(operations.length).fill('GetItem'));
    expect(await ownersOf(boardId)).toBe(1);
  });

  test('is for owners alone, and for members alone', async () => {
    const { boardId, owner, editor, viewer, stranger } = await team();
    for (const who of [editor, viewer]) {
      expect(await setRole(who, boardId, who, 'owner')).toMatchObject(TOO_LOW);
      expect(await setRole(who, boardId, owner, 'viewer')).toMatchObject(TOO_LOW);
    }
    expect(await setRole(stranger, boardId, stranger, 'owner')).toMatchObject(NOT_FOUND);
    expect(await setRole(owner, boardId, stranger, 'editor')).toMatchObject(NOT_FOUND);
    expect(await roles(owner, boardId)).toEqual({
      [owner.userId]: 'owner',
      [editor.userId]: 'editor',
      [viewer.userId]: 'viewer',
    });
  });

  test.each(['admin', '', 'OWNER', null, undefined, 1])('refuses the role %j', async (role) => {
    const { boardId, owner, editor } = await team();
    expect(await setRole(owner, boardId, editor, role)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/role' }] },
    });
  });
});

describe('DELETE /boards/{boardId}/members/{userId}', () => {
  test('ends all access at once, and keeps their messages', async () => {
    const { boardId, owner, editor } = await team();
    const messageId = await write(editor, boardId);
    expect((await remove(owner, boardId, editor)).status).toBe(204);
    const path = { boardId, messageId };
    expect(await read(editor, boardId)).toMatchObject(NOT_FOUND);
    expect(await list(editor, boardId)).toMatchObject(NOT_FOUND);
    for (const [route, body] of [
      ['GET /boards/{boardId}/messages', undefined],
      ['POST /boards/{boardId}/messages', { text: 'x' }],
      ['GET /boards/{boardId}/messages/{messageId}', undefined],
      ['PATCH /boards/{boardId}/messages/{messageId}', { text: 'x' }],
      ['DELETE /boards/{boardId}/messages/{messageId}', undefined],
    ] as const) {
      expect(await editor.call(route, { path, body })).toMatchObject(NOT_FOUND);
    }
    expect((await done(editor.call('GET /boards'))).boards).toEqual([]);
    expect(await owner.call('GET /boards/{boardId}/messages/{messageId}', { path })).toMatchObject({ status: 200 });
    expect(await remove(owner, boardId, editor)).toMatchObject(NOT_FOUND);
  });

  test('by oneself is leaving, and everybody but the last owner may', async () => {
    const { boardId, owner, editor, viewer } = await team();
    for (const who of [editor, viewer]) {
      expect((await leave(who, boardId)).status).toBe(204);
      expect(await read(who, boardId)).toMatchObject(NOT_FOUND);
    }
    expect(await leave(owner, boardId)).toMatchObject(LAST_OWNER);
    expect(Object.keys(await roles(owner, boardId))).toEqual([owner.userId]);
  });

  test('of others is for owners', async () => {
    const { boardId, owner, editor, viewer, stranger } = await team();
    expect(await remove(editor, boardId, viewer)).toMatchObject(TOO_LOW);
    expect(await remove(viewer, boardId, owner)).toMatchObject(TOO_LOW);
    expect(await remove(stranger, boardId, viewer)).toMatchObject(NOT_FOUND);
    expect(await remove(owner, boardId, stranger)).toMatchObject(NOT_FOUND);
    expect(Object.keys(await roles(owner, boardId))).toHaveLength(3);
  });
});

describe('the last owner', () => {
  test('can neither leave nor be demoted, and can once there is another', async () => {
    const { boardId, owner, editor } = await team();
    expect(await leave(owner, boardId)).toMatchObject(LAST_OWNER);
    expect(await setRole(owner, boardId, owner, 'editor')).toMatchObject(LAST_OWNER);
    await done(setRole(owner, boardId, editor, 'owner'));
    expect(await ownersOf(boardId)).toBe(2);
    expect((await setRole(editor, boardId, owner, 'viewer')).status).toBe(200);
    expect(await leave(editor, boardId)).toMatchObject(LAST_OWNER);
    expect(await ownersOf(boardId)).toBe(1);
  });

  type Two = (boardId: string, one: Person, two: Person) => Promise<{ status: number }[]>;
  test.each<[string, Two]>([
    ['leave', (id, one, two) => Promise.all([leave(one, id), leave(two, id)])],
    [
      'demote each other',
      (id, one, two) => Promise.all([setRole(one, id, two, 'editor'), setRole(two, id, one, 'viewer')]),
    ],
    ['remove each other', (id, one, two) => Promise.all([remove(one, id, two), remove(two, id, one)])],
    ['step down', (id, one, two) => Promise.all([setRole(one, id, one, 'editor'), setRole(two, id, two, 'editor')])],
    ['leave and step down', (id, one, two) => Promise.all([leave(one, id), setRole(two, id, two, 'viewer')])],
  ])('stays when two owners %s at the same time: exactly one succeeds', async (_, act) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, two] = [person('one'), person('two')];
      const boardId = await newBoard(one);
      await join(one, boardId, two, 'owner');
      const statuses = (await act(boardId, one, two)).map(({ status }) => status);
      expect(statuses.filter((status) => status < 300)).toHaveLength(1);
      expect(statuses.every((status) => [200, 204, 403, 404, 409].includes(status))).toBe(true);
      expect(await ownersOf(boardId)).toBe(1);
    }
  });

  test('stays when five owners leave at the same time: four succeed', async () => {
    const owners = Array.from({ length: 5 }, () => person());
    const [first] = owners as [Person];
    const boardId = await newBoard(first);
    for (const who of owners.slice(1)) await join(first, boardId, who, 'owner');
    const statuses = (await Promise.all(owners.map((who) => leave(who, boardId)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([204, 204, 204, 204, 409]);
    expect(await ownersOf(boardId)).toBe(1);
  });

  test('stays when an owner leaves while making another one: the count is right in either order', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [one, two] = [person('one'), person('two')];
      const boardId = await newBoard(one);
      await join(one, boardId, two, 'editor');
      await Promise.all([setRole(one, boardId, two, 'owner'), leave(one, boardId)]);
      expect(await ownersOf(boardId)).toBeGreaterThanOrEqual(1);
    }
  });
});
