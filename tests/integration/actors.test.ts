import * as actors from '../../src/access/actor.ts';
import type { Caller } from '../../src/domain/actor.ts';
import { newId } from '../../src/domain/id.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { hexDigestOf, newSecret } from '../../src/domain/secret.ts';
import * as boards from '../../src/table/board.ts';
import { transact } from '../../src/table/kit/transaction.ts';
import * as links from '../../src/table/link.ts';
import * as members from '../../src/table/member.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();

describe('who acts on a board', () => {
  const boardId = newId();
  const deleted = newId();
  const [reading, ofDeleted, invitation] = [newSecret(), newSecret(), newSecret()].map(hexDigestOf) as [
    string,
    string,
    string,
  ];
  const expiresAt = Math.floor(Date.now() / 1_000) + 600;

  beforeAll(async () => {
    const link = { boardId, createdId: newId() };
    const refused = await transact({
      board: boards.putBoardWrite({ id: boardId, title: 'Launch', owners: 1, version: 1 }),
      member: members.putMemberWrite({ boardId, userId: 'edith', role: 'editor' }),
      // The rest of a deleted board until its items are removed.
      left: members.putMemberWrite({ boardId: deleted, userId: 'edith', role: 'owner' }),
      reading: links.putLinkWrite({ ...link, id: reading, kind: 'share', access: 'read', expiresAt }),
      ofDeleted: links.putLinkWrite({ ...link, boardId: deleted, id: ofDeleted, kind: 'share', access: 'write' }),
      invitation: links.putLinkWrite({ ...link, id: invitation, kind: 'invite', role: 'owner', uses: 1 }),
    });
    expect(refused).toBeUndefined();
  });

  const member = (of: string, userId: string): Caller => ({ door: 'board', boardId: of, user: { userId, groups: [] } });
  const shared = (linkId: string): Caller => ({ door: 'shared', linkId });

  test('is a member with the role in the table, a guest with the access of their link, or anonymous', async () => {
    expect(await actors.actorOf(member(boardId, 'edith'))).toEqual({
      kind: 'member',
      boardId,
      userId: 'edith',
      role: 'editor',
    });
    expect(await actors.actorOf(shared(reading))).toEqual({
      kind: 'guest',
      boardId,
      linkId: reading,
      access: 'read',
      expiresAt,
    });
    const address = '192.0.2.1';
    expect(await actors.actorOf({ door: 'wall', address })).toEqual({ kind: 'anonymous', boardId: 'main', address });
  });

  test('costs no read on the wall', async () => {
    expect(await capacityOf(() => actors.actorOf({ door: 'wall', address: '192.0.2.1' }))).toEqual([]);
  });

  const refusal = async (caller: Caller): Promise<string> => {
    const error: unknown = await actors.actorOf(caller).catch((thrown) => thrown);
    if (!(error instanceof Refusal)) throw new Error('nobody was refused', { cause: error });
    return `${error.code}: ${error.message}`;
  };

  test('is nobody without a membership, and does not learn whether the board exists', async () => {
    const stranger = await refusal(member(boardId, 'stella'));
    expect(stranger).toMatch(/^not-found: /);
    expect(await refusal(member(newId(), 'edith'))).toBe(stranger);
    expect(await refusal(member(deleted, 'edith'))).toBe(stranger);
  });

  test('is nobody with a link that is unknown, is an invite, or leads to a deleted board', async () => {
    const unknown = await refusal(shared(hexDigestOf(newSecret())));
    expect(unknown).toMatch(/^not-found: /);
    expect(await refusal(shared(invitation))).toBe(unknown);
    expect(await refusal(shared(ofDeleted))).toBe(unknown);
  });

  test('has a profile where their name is needed', () => {
    const profile = { userId: 'edith', username: 'edith', displayName: 'Edith' };
    expect(actors.requireProfile(profile)).toBe(profile);
    expect(() => actors.requireProfile(undefined)).toThrow(expect.objectContaining({ code: 'profile-missing' }));
  });
});
