import type { Caller } from './actor.ts';

/**
 * The roles of connected people: members have their role on the board; guests and people on the wall have `writer` or
 * `reader`.
 */
export const PRESENCE_ROLES = ['owner', 'editor', 'viewer', 'writer', 'reader'] as const;
export type PresenceRole = (typeof PRESENCE_ROLES)[number];

/** A person who is connected to a board. */
export type Person = { connectionId: string; name: string; role: PresenceRole; userId?: string | undefined };

/** The right by which a person is connected: a `Caller` without the address. */
export type LiveCaller =
  | { door: 'wall' }
  | { door: 'board'; boardId: string; userId: string }
  | { door: 'shared'; linkId: string };

/** The content of a ticket and of a connection: a person on one board, until `expiresAt` (epoch seconds). */
export type Admission = { boardId: string; name: string; role: PresenceRole; caller: LiveCaller; expiresAt: number };

/**
 * An open connection. `seenAt` is the time of its client's last sign of life. `readyAt` is the time since which it gets
 * changes, if its client subscribed. Both are epoch milliseconds.
 */
export type Connection = Admission & { connectionId: string; seenAt: number; readyAt?: number | undefined };

/** The same person as the caller of a request. @param address the IP address that their messages come from */
export const callerOf = (caller: LiveCaller, address: string): Caller => {
  if (caller.door === 'wall') return { door: 'wall', address };
  if (caller.door === 'shared') return caller;
  return { door: 'board', boardId: caller.boardId, user: { userId: caller.userId, groups: [] } };
};

/** The public part of a connection. */
export const personOf = ({ connectionId, name, role, caller }: Connection): Person => ({
  connectionId,
  name,
  role,
  ...(caller.door === 'board' && { userId: caller.userId }),
});

/** The most people in a list: a message of API Gateway holds 128 KB, and a name up to 256 bytes. */
export const PEOPLE_MAX = 300;

/** The life of a ticket. */
export const TICKET_SECONDS = 60;
/** API Gateway ends a connection after two hours. */
export const CONNECTION_SECONDS = 2 * 60 * 60;
/** Clients send a sign of life every 15 s. After this silence a client counts as gone. */
export const SILENCE_MS = 35_000;
/** The shortest time between two searches for silent connections of a board. */
export const SWEEP_MS = 10_000;
/** The shortest time between two forwarded pointers of one connection. */
export const CURSOR_MS = 100;
