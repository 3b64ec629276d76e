import { createHash } from 'node:crypto';
import { Refusal } from '../domain/refusal.ts';

const VERSION = 1;
const TAG_BYTES = 6;

const header = (list: string): Buffer =>
  Buffer.concat([Buffer.from([VERSION]), createHash('sha256').update(list).digest().subarray(0, TAG_BYTES)]);

/**
 * An opaque cursor: a version, a tag of the list, and the position of the last returned item. It contains no key, so a
 * forged cursor can only be another position in the list of the request.
 */
export const encodeCursor = (list: string, position: string): string =>
  Buffer.concat([header(list), Buffer.from(position)]).toString('base64url');

/** The refusal of a cursor of another list. */
export const malformedCursor = (): Refusal =>
  new Refusal(
    'malformed-cursor',
    'This list did not return this cursor. Send nextCursor of a page unchanged, or omit the cursor to start at the newest.',
  );

/** The position in a cursor that `encodeCursor` made for the same list. @throws Refusal `malformed-cursor` */
export const decodeCursor = (list: string, cursor: string, position: RegExp): string => {
  const bytes = Buffer.from(cursor, 'base64url');
  const expected = header(list);
  const decoded = bytes.subarray(expected.length).toString('utf8');
  const sound = bytes.subarray(0, expected.length).equals(expected) && position.test(decoded);
  if (!sound || encodeCursor(list, decoded) !== cursor) {
    throw malformedCursor();
  }
  return decoded;
};
