import { accept, invite, newBoard, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { usePlannedFaults } from '../support/fault-proxy.ts';
import { each, type Person, person, team } from '../support/people.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const table = useWhiteboard();
const faults = usePlannedFaults(table, /Write|Put|Update|Delete/);

beforeEach(() => faults.set([]));
afterEach(() => expect(faults.left()).toBe(0));

/** From here on the answer to the next write is lost: the table has carried it out, and the SDK sends it again. */
const loseNextAnswer = () => faults.set(['lose the answer']);

const BOARD = '/boards/{boardId}';
const members = async (who: Person, boardId: string) =>
  each(await done(who.call(`GET ${BOARD}/members`, { path: { boardId } })), 'members', 'userId');

describe('a write whose answer is lost is repeated by the SDK, and succeeds:', () => {
  test('a new board is one board', async () => {
    const ada = person();
    loseNextAnswer();
    expect((await ada.call('POST /boards', { body: { title: 'Once' } })).status).toBe(201);
    expect(each(await done(ada.call('GET /boards')), 'boards', 'title')).toEqual(['Once']);
  });

  test('an edit of a board with If-Match is not stale because of its own first attempt', async () => {
    const ada = person();
    const boardId = await newBoard(ada);
    const sent = { path: { boardId }, body: { title: 'Edited' }, headers: { 'if-match': '"1"' } };
    loseNextAnswer();
    const answer = await ada.call(`PATCH ${BOARD}`, sent);
    expect(answer).toMatchObject({ status: 200, body: { title: 'Edited', version: 2 } });
  });

  test('a deleted board is no 404', async () => {
    const ada = person();
    const boardId = await newBoard(ada);
    loseNextAnswer();
    expect((await ada.call(`DELETE ${BOARD}`, { path: { boardId } })).status).toBe(204);
  });

  test('a chosen username is not taken by oneself', async () => {
    loseNextAnswer();
    const body = { username: 'ada-lovelace', displayName: 'Ada' };
    expect(await person().call('PUT /users/me', { body })).toMatchObject({ status: 200, body });
  });

  test('an accepted invite is used once', async () => {
    const { boardId, owner } = await team();
    const { token } = await invite(owner, boardId, { role: 'editor', uses: 2 });
    loseNextAnswer();
    expect((await accept(person(), token)).status).toBe(200);
    expect((await accept(person(), token)).status).toBe(200);
    expect(await accept(person(), token)).toMatchObject({ status: 409, body: { code: 'invite-used-up' } });
  });

  test('a revoked link is no 404', async () => {
    const { boardId, owner } = await team();
    const { id } = await share(owner, boardId, 'read');
    loseNextAnswer();
    const answer = await owner.call(`DELETE ${BOARD}/links/{linkId}`, { path: { boardId, linkId: id } });
    expect(answer.status).toBe(204);
  });

  test.each(['editor', 'owner'] as const)('a removed %s is no 404', async (role) => {
    const { boardId, owner, editor } = await team();
    const path = { boardId, userId: editor.userId };
    if (role === 'owner') await done(owner.call(`PUT ${BOARD}/members/{userId}`, { path, body: { role } }));
    loseNextAnswer();
    expect((await owner.call(`DELETE ${BOARD}/members/{userId}`, { path })).status).toBe(204);
    expect(await members(owner, boardId)).not.toContain(editor.userId);
  });

  test.each(['viewer', 'owner'])('an editor made %s is one', async (role) => {
    const { boardId, owner, editor } = await team();
    loseNextAnswer();
    const sent = { path: { boardId, userId: editor.userId }, body: { role } };
    expect(await owner.call(`PUT ${BOARD}/members/{userId}`, sent)).toMatchObject({ status: 200, body: { role } });
  });

  test('a reaction counts once, given and taken back', async () => {
    const { boardId, owner } = await team();
    const path = { boardId, messageId: await write(owner, boardId), emoji: 'heart' };
    const route = `${BOARD}/messages/{messageId}/reactions/{emoji}`;
    loseNextAnswer();
    const given = await owner.call(`PUT ${route}`, { path });
    expect(given).toMatchObject({ status: 200, body: { reactions: { heart: 1 }, version: 2 } });
    loseNextAnswer();
    const takenBack = await owner.call(`DELETE ${route}`, { path });
    expect(takenBack).toMatchObject({ status: 200, body: { version: 3 } });
    expect(takenBack.body).not.toHaveProperty('reactions');
  });

  test('a member’s message is posted once', async () => {
    const { boardId, owner } = await team();
    loseNextAnswer();
    await write(owner, boardId, { text: 'once' });
    const page = await done(owner.call(`GET ${BOARD}/messages`, { path: { boardId } }));
    expect(each(page, 'messages', 'text')).toEqual(['once']);
  });
});

describe('a write during another transaction on the same item', () => {
  test.each<[string, string, unknown, number]>([
    ['an edited board', `PATCH ${BOARD}`, { title: 'Edited' }, 200],
    ['a deleted board', `DELETE ${BOARD}`, undefined, 204],
    ['a member’s new role', `PUT ${BOARD}/members/{userId}`, { role: 'viewer' }, 200],
    ['a revoked invite', `DELETE ${BOARD}/links/{linkId}`, undefined, 204],
  ])('is carried out after it, or is to be sent again: %s', async (_, route, body, status) => {
    const { boardId, owner, editor } = await team();
    const { id } = await invite(owner, boardId, { role: 'viewer' });
    faults.set(['conflict']);
    const answer = await owner.call(route, { path: { boardId, userId: editor.userId, linkId: id }, body });
    expect([status, 503]).toContain(answer.status);
  });
});
