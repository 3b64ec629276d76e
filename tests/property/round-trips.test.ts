import fc from 'fast-check';
import { COLORS } from '../../src/domain/color.ts';
import { ID_PATTERN } from '../../src/domain/id.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { decodeCursor, encodeCursor } from '../../src/table/cursor.ts';
import { plain, spelled } from '../../src/table/kit/item.ts';
import { fromItem, toItem } from '../../src/table/message-item.ts';
import { arbitraryBoardId, arbitraryCoordinate, arbitraryMessageId, arbitraryText } from '../support/arbitraries.ts';

describe('a written text can be read back', () => {
  test('a message and its item', () => {
    const message = fc.record({
      id: arbitraryMessageId,
      boardId: arbitraryBoardId,
      author: arbitraryText(64),
      text: arbitraryText(4_000),
      version: fc.integer({ min: 1 }),
      color: fc.option(fc.constantFrom(...COLORS), { nil: undefined }),
      position: fc.option(fc.record({ x: arbitraryCoordinate, y: arbitraryCoordinate }), { nil: undefined }),
      done: fc.option(fc.boolean(), { nil: undefined }),
      expiresAt: fc.option(fc.nat(), { nil: undefined }),
    });
    const stored = fc.record({ message, editDigest: fc.uint8Array({ minLength: 32, maxLength: 32 }) });
    fc.assert(fc.property(stored, (value) => expect(fromItem(plain(spelled(toItem(value))))).toEqual(value)));
  });

  test('a position and its cursor', () => {
    fc.assert(
      fc.property(fc.string(), arbitraryMessageId, (list, id) => {
        expect(decodeCursor(list, encodeCursor(list, id), ID_PATTERN)).toBe(id);
      }),
    );
  });
});

describe('a cursor that this list did not return is refused', () => {
  const refused = (list: string, cursor: string) => {
    const decode = () => decodeCursor(list, cursor, ID_PATTERN);
    expect(decode).toThrow(Refusal);
    expect(decode).toThrow(expect.objectContaining({ code: 'malformed-cursor' }));
  };

  test('one of another list', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 2 }), arbitraryMessageId, ([a, b], id) =>
        refused(b ?? '', encodeCursor(a ?? '', id)),
      ),
    );
  });

  test('an invented one', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (cursor) => refused('messages of main', cursor)));
  });

  test('one with a character changed, added or taken away', () => {
    fc.assert(
      fc.property(arbitraryMessageId, fc.nat({ max: 42 }), fc.constantFrom('', 'A', '_', '=', '\n'), (id, at, by) => {
        const cursor = encodeCursor('messages of main', id);
        const changed = cursor.slice(0, at) + by + cursor.slice(at + 1);
        fc.pre(changed !== cursor);
        let position: string | undefined;
        try {
          position = decodeCursor('messages of main', changed, ID_PATTERN);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed-cursor' });
        }
        // A change inside the id can spell another id: a position of the same list, and nothing else.
        if (position !== undefined) expect(position).toMatch(ID_PATTERN);
      }),
    );
  });
});
