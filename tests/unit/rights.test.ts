import { CHANGE_REFUSALS, guardOf } from '../../src/access/right.ts';
import {
  type Actor,
  actorKey,
  LINK_ACCESS,
  type LinkAccess,
  ROLES,
  type Role,
  requireAdmin,
  requireRole,
  requireWriting,
} from '../../src/domain/actor.ts';
import { digestOf } from '../../src/domain/secret.ts';
import { refusalCode } from '../support/refusal-code.ts';

const member = (role: Role): Actor => ({ kind: 'member', boardId: 'board', userId: 'ada', role });
const guest = (access: LinkAccess): Actor => ({ kind: 'guest', boardId: 'board', linkId: 'link', access });
const anonymous: Actor = { kind: 'anonymous', boardId: 'main', address: '192.0.2.1' };

describe('a role', () => {
  test('is one of three, each of which may do all that the ones before it may', () => {
    expect(ROLES).toEqual(['viewer', 'editor', 'owner']);
    const may = ROLES.map((role) => ROLES.map((needed) => !refusalCode(() => requireRole(member(role), needed))));
    expect(may).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });

  test('is what nobody but a member has', () => {
    for (const actor of [guest('write'), guest('read'), anonymous]) {
      expect(refusalCode(() => requireRole(actor, 'viewer'))).toBe('role-too-low');
    }
  });
});

describe('the right to write', () => {
  test('is that of editors and owners, of guests with a writing link, and of everybody on the wall', () => {
    expect(LINK_ACCESS).toEqual(['read', 'write']);
    const actors = [...ROLES.map(member), ...LINK_ACCESS.map(guest), anonymous];
    expect(actors.map((actor) => refusalCode(() => requireWriting(actor)))).toEqual([
      'role-too-low',
      undefined,
      undefined,
      'link-read-only',
      undefined,
      undefined,
    ]);
  });

  test('is needed to change a message, whatever token comes with the request', () => {
    const permission = { editToken: 'token' };
    expect(refusalCode(() => guardOf(member('viewer'), permission))).toBe('role-too-low');
    expect(refusalCode(() => guardOf(guest('read'), permission))).toBe('link-read-only');
  });
});

describe('the guard of a change', () => {
  test('lets an owner change any message, an editor their own, and others what they have the edit token of', () => {
    const editDigest = digestOf('token');
    const permission = { editToken: 'token', versions: [1, 2] };
    expect(guardOf(member('owner'), permission)).toEqual({ right: 'any', versions: [1, 2] });
    expect(guardOf(member('editor'), permission)).toEqual({ right: { authorId: 'ada' }, versions: [1, 2] });
    expect(guardOf(guest('write'), permission)).toEqual({ right: { editDigest }, versions: [1, 2] });
    expect(guardOf(anonymous, { editToken: 'token' })).toEqual({ right: { editDigest }, versions: undefined });
  });

  test('refuses who has no role and brings no token', () => {
    for (const actor of [guest('write'), anonymous]) {
      expect(refusalCode(() => guardOf(actor, {}))).toBe('edit-token-missing');
      expect(refusalCode(() => guardOf(actor, { editToken: '' }))).toBe('edit-token-missing');
    }
  });

  test('is refused at each door for the reasons that this door has', () => {
    const everywhere = ['not-found', 'version-mismatch'];
    expect(CHANGE_REFUSALS).toEqual({
      wall: [...everywhere, 'edit-token-missing', 'edit-token-wrong'],
      board: [...everywhere, 'role-too-low', 'not-author'],
      shared: [...everywhere, 'link-read-only', 'edit-token-missing', 'edit-token-wrong'],
    });
  });
});

test('the figures are for the group admin alone', () => {
  const refused = (groups: string[]) => refusalCode(() => requireAdmin({ userId: 'ada', groups }));
  expect([['admin'], ['x', 'admin'], [], ['administrators'], ['']].map(refused)).toEqual([
    undefined,
    undefined,
    'not-admin',
    'not-admin',
    'not-admin',
  ]);
});

test('an idempotency key is an actor’s own: a member’s, a link’s, or shared by all on the wall', () => {
  const actors = [...ROLES.map(member), ...LINK_ACCESS.map(guest), anonymous];
  expect(actors.map(actorKey)).toEqual([
    ...ROLES.map(() => 'member ada'),
    ...LINK_ACCESS.map(() => 'guest link'),
    'anonymous',
  ]);
});
