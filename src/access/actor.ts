import type { Actor, Caller } from '../domain/actor.ts';
import { PUBLIC_BOARD } from '../domain/message.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Profile } from '../domain/user.ts';
import { boardNotFound, getBoard } from '../table/board.ts';
import { getLink } from '../table/link.ts';
import { memberRole } from '../table/member.ts';

/** A member of a board. Most routes of boards require one. */
export type MemberActor = Extract<Actor, { kind: 'member' }>;

export type GuestActor = Extract<Actor, { kind: 'guest' }>;

const linkNotFound = (): Refusal =>
  new Refusal('not-found', 'This link does not work: it was revoked, has expired, or never existed.');

/**
 * A person as a member of a board. For other people the refusal is the same as for a missing board, so it does not
 * reveal which boards exist.
 * @throws Refusal `not-found`
 */
export const memberActor = async (boardId: string, userId: string): Promise<MemberActor> => {
  const [role, board] = await Promise.all([memberRole(boardId, userId), getBoard(boardId)]);
  if (!role || !board) throw boardNotFound();
  return { kind: 'member', boardId, userId, role };
};

/** A guest with a share link. @throws Refusal `not-found` */
export const guestActor = async (linkId: string): Promise<GuestActor> => {
  const link = await getLink(linkId);
  if (link?.kind !== 'share' || !(await getBoard(link.boardId))) throw linkNotFound();
  return { kind: 'guest', boardId: link.boardId, linkId: link.id, access: link.access, expiresAt: link.expiresAt };
};

/** The actor that the table knows for a caller. The public wall needs no read. @throws Refusal `not-found` */
export const actorOf = async (caller: Caller): Promise<Actor> => {
  if (caller.door === 'wall') return { kind: 'anonymous', boardId: PUBLIC_BOARD, address: caller.address };
  return caller.door === 'board' ? memberActor(caller.boardId, caller.user.userId) : guestActor(caller.linkId);
};

/** The profile of a person, where their name is required. @throws Refusal `profile-missing` */
export const requireProfile = (profile: Profile | undefined): Profile => {
  if (profile) return profile;
  throw new Refusal('profile-missing', 'Choose a username first: PUT /users/me {"username": "…", "displayName": "…"}.');
};
