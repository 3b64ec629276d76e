/** Every partition key and sort key of the table. `~` sorts after every letter, `#` before every letter and digit. */

export const boardPartition = (boardId: string): string => `BOARD#${boardId}`;
export const userPartition = (userId: string): string => `USER#${userId}`;

/** GSI2: the open tasks of a board, sorted as its messages are. */
export const openPartition = (boardId: string): string => `OPEN#${boardId}`;

const MESSAGE = 'MSG#';
const MEMBER = 'MEMBER#';

export const messageSort = (messageId: string): string => `${MESSAGE}${messageId}`;
const memberSort = (userId: string): string => `${MEMBER}${userId}`;

/** Sorts last among a board's items, so that one backward Query reads it and the newest messages. */
export const BOARD_SORT = '~BOARD';

/** The part of a key after `#`: the id of a board, a message, a person or a link. */
export const idIn = (key: string): string => key.slice(key.indexOf('#') + 1);

/** Bounds of a board's messages: all, or those from a time on, or before a time (both from `idsFrom`). */
export const messageBounds = (from = '', before = '~'): { first: string; last: string } => ({
  first: messageSort(from),
  last: messageSort(before),
});

/** Bounds of other kinds of sort keys: every member of a board; in GSI1 every board of a person, every link of a board. */
/** `$` follows `#`, so the range contains every user id of every issuer. */
export const MEMBER_BOUNDS = { first: MEMBER, last: 'MEMBER$' };
export const BOARD_BOUNDS = { first: 'BOARD#', last: 'BOARD#~' };
export const LINK_BOUNDS = { first: 'LINK#', last: 'LINK#~' };

export const boardKeys = (boardId: string) => ({ PK: boardPartition(boardId), SK: BOARD_SORT });
export const memberKeys = (boardId: string, userId: string) => ({
  PK: boardPartition(boardId),
  SK: memberSort(userId),
});
export const profileKeys = (userId: string) => ({ PK: userPartition(userId), SK: 'PROFILE' });
export const usernameKeys = (key: string) => ({ PK: `USERNAME#${key}`, SK: 'USERNAME' });

/** `digest`: SHA-256 of the token, in hexadecimal; it is also the link's id on its board. */
export const linkKeys = (digest: string) => ({ PK: `LINK#${digest}`, SK: 'LINK' });
export const linkIndexSort = (createdId: string): string => `LINK#${createdId}`;

/** `digest`: SHA-256 of scope and idempotency key, in hexadecimal. */
export const idempotencyKeys = (digest: string) => ({ PK: `IDEM#${digest}`, SK: 'IDEM' });

/** `digest`: SHA-256 of the person, link or address, in hexadecimal; `minute`: epoch minutes. */
export const quotaKeys = (policy: string, digest: string, minute: number) => ({
  PK: `QUOTA#${policy}#${digest}`,
  SK: `MINUTE#${minute}`,
});

/** `month`: `2026-11`, so that no partition grows forever. */
export const contactKeys = (id: string, month: string) => ({ PK: `${CONTACT}${month}`, SK: id });
const CONTACT = 'CONTACT#';

/** Figures: one item a day and, since `T` sorts after `D`, the totals after the last day. */
export const FIGURES = 'STATS';
export const dayKeys = (day: string) => ({ PK: FIGURES, SK: `DAY#${day}` });
export const TOTAL_KEYS = { PK: FIGURES, SK: 'TOTAL' };
export const FIGURES_BOUNDS = { first: 'DAY#', last: TOTAL_KEYS.SK };

/** Notes that a change was counted, and a person on a day. */
export const countedKeys = (changeId: string) => ({ PK: `COUNTED#${changeId}`, SK: 'COUNTED' });
export const activeKeys = (day: string, userId: string) => ({ PK: `ACTIVE#${day}`, SK: userPartition(userId) });

/** The kind of item with these keys, for the kinds that the stream's consumers read. */
export const entityOf = ({ PK, SK }: { PK: string; SK: string }) => {
  if (PK.startsWith(CONTACT)) return 'contact';
  if (PK.startsWith(LIVE)) return 'connection';
  if (PK.startsWith('LINK#')) return 'link';
  if (!PK.startsWith(boardPartition(''))) return undefined;
  if (SK === BOARD_SORT) return 'board';
  if (SK.startsWith(MESSAGE)) return 'message';
  return SK.startsWith(MEMBER) ? 'member' : undefined;
};

/** `digest`: SHA-256 of the ticket, in hexadecimal. */
export const ticketKeys = (digest: string) => ({ PK: `TICKET#${digest}`, SK: 'TICKET' });

/** A connection among those of its board, and under its own id. */
const LIVE = 'LIVE#';
export const livePartition = (boardId: string): string => `${LIVE}${boardId}`;
export const liveKeys = (boardId: string, connectionId: string) => ({
  PK: livePartition(boardId),
  SK: `CONN#${connectionId}`,
});
export const connectionKeys = (connectionId: string) => ({ PK: `CONN#${connectionId}`, SK: 'CONN' });

/** The changes of a board by number; their head sorts last, because of `~`. */
export const changesPartition = (boardId: string): string => `CHANGES#${boardId}`;
const CHANGE_DIGITS = 16;
export const changeSort = (seq: number): string => `SEQ#${String(seq).padStart(CHANGE_DIGITS, '0')}`;
export const HEAD_SORT = '~HEAD';
export const headKeys = (boardId: string) => ({ PK: changesPartition(boardId), SK: HEAD_SORT });

/** A key without an item. Reading it proves that the table answers. */
export const PROBE = { PK: 'PROBE', SK: 'PROBE' };
