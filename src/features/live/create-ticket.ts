import { actorOf } from '../../access/actor.ts';
import type { Actor, Caller } from '../../domain/actor.ts';
import { CONNECTION_SECONDS, type LiveCaller, type PresenceRole, TICKET_SECONDS } from '../../domain/live.ts';
import { hexDigestOf, newSecret } from '../../domain/secret.ts';
import { nowInSeconds } from '../../domain/time.ts';
import { putTicket } from '../../table/ticket.ts';
import { getProfile } from '../../table/user.ts';

/** A ticket, and when it expires (epoch seconds). */
export type NewTicket = { ticket: string; expiresAt: number };

const roleOf = (actor: Actor): PresenceRole => {
  if (actor.kind === 'member') return actor.role;
  return actor.kind === 'guest' && actor.access === 'read' ? 'reader' : 'writer';
};

const liveCaller = (actor: Actor): LiveCaller => {
  if (actor.kind === 'member') return { door: 'board', boardId: actor.boardId, userId: actor.userId };
  return actor.kind === 'guest' ? { door: 'shared', linkId: actor.linkId } : { door: 'wall' };
};

/**
 * Makes a ticket for one connection to the caller's board, within a minute. A member's name comes from their profile, a
 * guest's from the request. The table stores only the ticket's digest.
 * @throws Refusal `not-found`, `unavailable`
 */
export const createTicket = async (caller: Caller, name = 'Guest'): Promise<NewTicket> => {
  const [actor, profile] = await Promise.all([
    actorOf(caller),
    caller.door === 'board' ? getProfile(caller.user.userId) : undefined,
  ]);
  const ticket = newSecret();
  const now = nowInSeconds();
  const admission = {
    boardId: actor.boardId,
    name: actor.kind === 'member' ? (profile?.displayName ?? 'Somebody') : name,
    role: roleOf(actor),
    caller: liveCaller(actor),
    until: Math.min(now + CONNECTION_SECONDS, (actor.kind === 'guest' && actor.expiresAt) || Number.POSITIVE_INFINITY),
  };
  await putTicket(hexDigestOf(ticket), admission, now + TICKET_SECONDS);
  return { ticket, expiresAt: now + TICKET_SECONDS };
};
