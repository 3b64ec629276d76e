import type { Caller } from './actor.ts';

/** Who is on a board: members by their role there, guests and everybody on the wall by what they may do. */
export const PRESENCE_ROLES = ['owner', 'editor', 'viewer', 'writer', 'reader'] as const;
export type PresenceRole = (typeof PRESENCE_ROLES)[number];

/** Somebody who is connected to a board. */
export type Person = { connectionId: string; name: string; role: PresenceRole; userId?: string | undefined };

/** By what right somebody is connected: as who would ask by HTTP, without the address that a post comes from. */
export type LiveCaller =
  | { door: 'wall' }
  | { door: 'board'; boardId: string; userId: string }
  | { door: 'shared'; linkId: string };

/** What a ticket lets in, and a connection is: somebody on one board, until `expiresAt` (epoch seconds). */
export type Admission = { boardId: string; name: string; role: PresenceRole; caller: LiveCaller; expiresAt: number };

/**
 * An open connection. Times are epoch milliseconds: when its client was last heard of, and since when it has been sent
 * changes, if it has asked for them.
 */
export type Connection = Admission & { connectionId: string; seenAt: number; readyAt?: number | undefined };

/** The same as a request of theirs would say it. @param address the IP address that their messages come from */
export const callerOf = (caller: LiveCaller, address: string): Caller => {
  if (caller.door === 'wall') return { door: 'wall', address };
  if (caller.door === 'shared') return caller;
  return { door: 'board', boardId: caller.boardId, user: { userId: caller.userId, groups: [] } };
};

/** What the others may know of a connection. */
export const personOf = ({ connectionId, name, role, caller }: Connection): Person => ({
  connectionId,
  name,
  role,
  ...(caller.door === 'board' && { userId: caller.userId }),
});

/** People that are listed at most: a message of API Gateway's holds 128 KB, and a name up to 256 bytes. */
export const PEOPLE_MAX = 300;

/** A ticket is good for this long. */
export const TICKET_SECONDS = 60;
/** API Gateway ends a connection after two hours. */
export const CONNECTION_SECONDS = 2 * 60 * 60;
/** Clients send a sign of life every 15 s; who sends none for this long is gone. */
export const SILENCE_MS = 35_000;
/** How often the silent are looked for, at most. */
export const SWEEP_MS = 10_000;
/** Between two pointers of one connection that are passed on: ten a second. */
export const CURSOR_MS = 100;
