import type { Role, User } from '../../domain/actor.ts';
import type { Board } from '../../domain/board.ts';
import { Refusal } from '../../domain/refusal.ts';
import { hexDigestOf } from '../../domain/secret.ts';
import { boardExistsWrite, boardNotFound, countOwnersWrite, getBoard } from '../../table/board.ts';
import { transact } from '../../table/kit/transaction.ts';
import { getLink, useInviteWrite } from '../../table/link.ts';
import { memberRole, putMemberWrite } from '../../table/member.ts';
import { getProfile } from '../../table/user.ts';
import type { Invitation } from './schemas.ts';

const inviteNotFound = (): Refusal =>
  new Refusal('not-found', 'This invite does not work: it was revoked, has expired, or never existed.');

const boardAs = async (boardId: string, role: Role): Promise<{ board: Board; role: Role }> => {
  const board = await getBoard(boardId);
  if (!board) throw boardNotFound();
  return { board, role };
};

const usedUp = (): Refusal => new Refusal('invite-used-up', 'This invite has no uses left. Ask for another one.');

/**
 * The board and the role that an invite gives, and who made it. It changes nothing.
 * @throws Refusal `not-found`, `invite-used-up`, `unavailable`
 */
export const findInvite = async ({ userId }: User, token: string): Promise<Invitation> => {
  const invite = await getLink(hexDigestOf(token));
  if (invite?.kind !== 'invite') throw inviteNotFound();
  const { boardId, role, createdBy, expiresAt } = invite;
  const [board, present, by] = await Promise.all([
    getBoard(boardId),
    memberRole(boardId, userId),
    createdBy === undefined ? undefined : getProfile(createdBy),
  ]);
  if (!board) throw inviteNotFound();
  if (invite.uses === 0 && !present) throw usedUp();
  return { board, role, by, expiresAt, present };
};

/**
 * Makes the user a member by an invite. Someone who is a member already keeps their role, and the invite keeps its
 * uses. One transaction writes the use, the membership and the count of owners, so concurrent requests cannot exceed
 * the invite's uses.
 * @throws Refusal `not-found`, `invite-used-up`, `unavailable`
 */
export const acceptInvite = async ({ userId }: User, token: string): Promise<{ board: Board; role: Role }> => {
  const invite = await getLink(hexDigestOf(token));
  if (invite?.kind !== 'invite') throw inviteNotFound();
  const { boardId, role } = invite;
  const refused = await transact({
    use: useInviteWrite(invite.id),
    member: putMemberWrite({ boardId, userId, role }),
    board: role === 'owner' ? countOwnersWrite(boardId, 1) : boardExistsWrite(boardId),
  });
  if (!refused) return boardAs(boardId, role);
  const present = await memberRole(boardId, userId);
  if (present) return boardAs(boardId, present);
  if (refused.has('board')) throw inviteNotFound();
  throw usedUp();
};
