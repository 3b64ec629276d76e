import { accept, invite, newBoard, share } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { type Person, person, team } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const NOT_FOUND = { status: 404, body: { code: 'not-found' } };
const USED_UP = { status: 409, body: { code: 'invite-used-up' } };

describe('GET /invites/{token}', () => {
  const table = useWhiteboard();
  let clock: jest.SpyInstance;
  beforeEach(() => {
    clock = jest.spyOn(Date, 'now');
  });
  afterEach(() => clock.mockRestore());

  const create = (who: Person, boardId: string, body: object) =>
    who.call('POST /boards/{boardId}/invites', { path: { boardId }, body });
  const see = (who: Person, token: string) => who.call('GET /invites/{token}', { path: { token } });

  test('shows the board, the role and the inviter, and makes nobody a member', async () => {
    const { owner, boardId } = await team();
    const made = (await create(owner, boardId, { role: 'viewer' })).body;
    const newcomer = person();
    const before = await storedItems(table);
    const { status, body } = await see(newcomer, String(made.token));
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        title: expect.any(String),
        role: 'viewer',
        invitedBy: { userId: owner.userId, username: expect.any(String), displayName: 'Olga' },
        expiresAt: made.expiresAt,
      },
    });
    expect(await storedItems(table)).toEqual(before);
    expect((await newcomer.call('GET /boards/{boardId}', { path: { boardId } })).status).toBe(404);
  });

  test('shows members their role, also when no uses are left', async () => {
    const { owner, editor, boardId } = await team();
    const { token } = await invite(owner, boardId, { role: 'viewer', uses: 1 });
    await accept(person(), token);
    expect((await see(editor, token)).body).toMatchObject({ role: 'viewer', yourRole: 'editor' });
    expect(await see(person(), token)).toMatchObject(USED_UP);
  });

  test('does not work if it was revoked, has expired, never existed, or its board is gone', async () => {
    const owner = person();
    const boardId = await newBoard(owner);
    const [revoked, late, orphan] = await Promise.all([
      create(owner, boardId, { role: 'editor' }),
      create(owner, boardId, { role: 'editor', expiresInSeconds: 60 }),
      create(owner, boardId, { role: 'editor' }),
    ]);
    const link = await share(owner, boardId, 'write');
    const linkId = String(revoked.body.id);
    await done(owner.call('DELETE /boards/{boardId}/links/{linkId}', { path: { boardId, linkId } }));
    expect(await see(owner, String(revoked.body.token))).toMatchObject(NOT_FOUND);
    expect(await see(owner, link.token)).toMatchObject(NOT_FOUND);
    clock.mockReturnValue(Date.now() + 61_000);
    expect(await see(owner, String(late.body.token))).toMatchObject(NOT_FOUND);
    clock.mockRestore();
    await done(owner.call('DELETE /boards/{boardId}', { path: { boardId } }));
    expect(await see(owner, String(orphan.body.token))).toMatchObject(NOT_FOUND);
  });
});
