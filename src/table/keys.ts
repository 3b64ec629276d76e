/** Every partition key and sort key of the table. `~` sorts after every letter, `#` before every letter and digit. */

export const boardPartition = (boardId: string): string => `BOARD#${boardId}`;

/** GSI2: the open tasks of a board, sorted as its messages are. */
export const openPartition = (boardId: string): string => `OPEN#${boardId}`;

const MESSAGE = 'MSG#';

export const messageSort = (messageId: string): string => `${MESSAGE}${messageId}`;

export const messageIdOf = (sortKey: string): string => sortKey.slice(MESSAGE.length);

export const boardIdOf = (partitionKey: string): string => partitionKey.slice(partitionKey.indexOf('#') + 1);

/** Bounds of a board's messages: all, or those from one time on or before another (as `idsFrom` spells them). */
export const messageBounds = (from = '', before = '~'): { first: string; last: string } => ({
  first: messageSort(from),
  last: messageSort(before),
});

/** `digest`: SHA-256 of scope and idempotency key, in hexadecimal. */
export const idempotencyKeys = (digest: string) => ({ PK: `IDEM#${digest}`, SK: 'IDEM' });

/** A key under which nothing is ever stored: reading it proves that the table answers. */
export const PROBE = { PK: 'PROBE', SK: 'PROBE' };
