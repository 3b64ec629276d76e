/** Every partition key and sort key of the table. `~` sorts after every letter, `#` before every letter and digit. */

export const boardPartition = (boardId: string): string => `BOARD#${boardId}`;

export const messageSort = (messageId: string): string => `MSG#${messageId}`;

/** Bounds of a board's messages, oldest to newest. */
export const MESSAGES_FIRST = 'MSG#';
export const MESSAGES_LAST = 'MSG#~';

/** A key under which nothing is ever stored: reading it proves that the table answers. */
export const PROBE = { PK: 'PROBE', SK: 'PROBE' };
