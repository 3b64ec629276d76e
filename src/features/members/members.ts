import { memberActor } from '../../access/actor.ts';
import { type Member, type Role, requireRole, type User } from '../../domain/actor.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countOwnersWrite } from '../../table/board.ts';
import { transact } from '../../table/kit/transaction.ts';
import type { DeleteWrite, UpdateWrite } from '../../table/kit/write.ts';
import { changeRoleWrite, memberRole, removeMemberWrite, writeMember } from '../../table/member.ts';
import { getProfile } from '../../table/user.ts';
import type { NamedMember } from './schemas.ts';

const lastOwner = (): Refusal =>
  new Refusal(
    'last-owner',
    'This is the last owner of the board. Make another member an owner first, or delete the board.',
  );

const ATTEMPTS = 5;

/**
 * One attempt of a change.
 * @returns false when the member's role has changed in the meantime
 * @throws Refusal `last-owner`
 */
const attempt = async (member: Member, to: Role | undefined, write: UpdateWrite | DeleteWrite): Promise<boolean> => {
  const by = Number(to === 'owner') - Number(member.role === 'owner');
  if (by === 0) return writeMember(write);
  const refused = await transact({ member: write, owners: countOwnersWrite(member.boardId, by === 1 ? 1 : -1) });
  if (refused?.has('owners') && !refused.has('member')) throw lastOwner();
  return !refused;
};

/**
 * Writes a change of a member together with the new count of owners, so concurrent requests cannot remove a board's
 * last owner.
 * @throws Refusal `last-owner`, `not-found`, `unavailable`
 */
const change = async (
  { boardId, userId }: Omit<Member, 'role'>,
  to: Role | undefined,
  write: (member: Member) => UpdateWrite | DeleteWrite,
): Promise<void> => {
  for (let n = 1; n <= ATTEMPTS; n += 1) {
    const role = await memberRole(boardId, userId);
    if (!role) throw new Refusal('not-found', 'This person is not a member of the board. Send them an invite first.');
    const member = { boardId, userId, role };
    if (role === to || (await attempt(member, to, write(member)))) return;
  }
  throw new Refusal('unavailable', 'Another request is changing the role of this member. Send the request again.');
};

/** Changes a member's role. @throws Refusal `not-found`, `role-too-low`, `last-owner` */
export const setRole = async (user: User, member: Member): Promise<NamedMember> => {
  requireRole(await memberActor(member.boardId, user.userId), 'owner');
  await change(member, member.role, (current) => changeRoleWrite(current, member.role));
  return { member, profile: await getProfile(member.userId) };
};

/**
 * Removes a member from the board. Owners may remove anyone; other members only themselves.
 * @throws Refusal `not-found`, `role-too-low`, `last-owner`
 */
export const removeMember = async (user: User, boardId: string, userId: string): Promise<void> => {
  const actor = await memberActor(boardId, user.userId);
  if (userId !== user.userId) requireRole(actor, 'owner');
  await change({ boardId, userId }, undefined, removeMemberWrite);
};
