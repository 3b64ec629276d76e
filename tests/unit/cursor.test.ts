import { decodeCursor, encodeCursor } from '../../src/table/cursor.ts';
import { refusalCode } from '../support/refusal-code.ts';

const LIST = 'members of a board';
const cursor = encodeCursor(LIST, 'zoë');
const bytes = Buffer.from(cursor, 'base64url');
const decode = (text: string, list = LIST, position = /^.{1,3}$/) => decodeCursor(list, text, position);

describe('a cursor', () => {
  test('is a position of its list, as it was', () => expect(decode(cursor)).toBe('zoë'));

  test('is one version byte, six bytes of its list’s digest, and the position', () => {
    expect([...bytes.subarray(0, 1)]).toEqual([1]);
    expect(bytes.subarray(7).toString()).toBe('zoë');
    expect(Buffer.from(encodeCursor('another', 'zoë'), 'base64url').subarray(1, 7)).not.toEqual(bytes.subarray(1, 7));
  });

  const changed = (place: number): string => {
    const copy = Buffer.from(bytes);
    copy.writeUInt8(copy.readUInt8(place) ^ 1, place);
    return copy.toString('base64url');
  };

  test.each<[string, () => unknown]>([
    ['of another list', () => decode(cursor, 'members of another')],
    ['of another version', () => decode(changed(0))],
    ['whose first byte of the list is another', () => decode(changed(1))],
    ['whose last byte of the list is another', () => decode(changed(6))],
    ['with a position that the list cannot have', () => decode(encodeCursor(LIST, 'long'))],
    ['with no position', () => decode(encodeCursor(LIST, ''))],
    ['that ends within its list', () => decode(bytes.subarray(0, 6).toString('base64url'), LIST, /^/)],
    ['that is empty', () => decode('', LIST, /^/)],
    ['spelled otherwise: padded', () => decode(`${cursor}=`)],
    ['spelled otherwise: with a blank behind it', () => decode(`${cursor} `)],
    ['with half a character', () => decode(bytes.subarray(0, -1).toString('base64url'))],
  ])('%s is refused', (_, action) => expect(refusalCode(action)).toBe('malformed-cursor'));
});
