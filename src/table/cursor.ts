import { createHash } from 'node:crypto';
import { Refusal } from '../domain/refusal.ts';

const VERSION = 1;
const TAG_BYTES = 6;

const header = (list: string): Buffer =>
  Buffer.concat([Buffer.from([VERSION]), createHash('sha256').update(list).digest().subarray(0, TAG_BYTES)]);

/**
 * An opaque cursor: a version, a tag of the list, and the position in it of the last item that was returned.
 * It holds no key: a forged one can only be another position of the list that the request's path names.
 */
export const encodeCursor = (list: string, position: string): string =>
  Buffer.concat([header(list), Buffer.from(position)]).toString('base64url');

/** The refusal of a cursor that is not of this list. */
export const malformedCursor = (): Refusal =>
  new Refusal(
    'malformed-cursor',
    'The cursor is not one that this list returned. Use nextCursor of a page as it is, or leave the cursor out to start at the newest.',
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
