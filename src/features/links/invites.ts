import type { Role, User } from '../../domain/actor.ts';
import type { Board } from '../../domain/board.ts';
import { Refusal } from '../../domain/refusal.ts';
import { hexDigestOf } from '../../domain/secret.ts';
import { boardExistsWrite, boardNotFound, countOwnersWrite, getBoard } from '../../table/board.ts';
import { getLink, useInviteWrite } from '../../table/link.ts';
import { memberRole, putMemberWrite } from '../../table/member.ts';
import { transact } from '../../table/kit/transaction.ts';
import { getProfile } from '../../table/user.ts';
import type { Invitation } from './schemas.ts';

const inviteNotFound = (): Refusal =>
  new Refusal('not-found', 'This invite opens nothing: it was revoked, its time is over, or it never was.');

const boardAs = async (boardId: string, role: Role): Promise<{ board: Board; role: Role }> => {
  const board = await getBoard(boardId);
  if (!board) throw boardNotFound();
  return { board, role };
};

const usedUp = (): Refusal =>
  new Refusal('invite-used-up', 'This invite has been used as often as it may. Ask for another one.');

/**
 * Which board an invite is to, in what role, and who made it. It changes nothing.
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
 * Makes a member of whoever has an invite. Whoever is one already stays as they are, and uses nothing up. The use, the
 * membership and the count of owners are written together: of racing people no more get in than the invite is for.
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
