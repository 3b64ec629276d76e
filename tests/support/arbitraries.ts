import fc from 'fast-check';

const crockford = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ');

/** Any ULID. */
export const arbitraryMessageId = fc
  .tuple(fc.constantFrom(...'01234567'), fc.string({ unit: crockford, minLength: 25, maxLength: 25 }))
  .map(([first, rest]) => first + rest);

export const arbitraryBoardId = fc.oneof(fc.constant('main'), arbitraryMessageId);

const isControl = (character: string): boolean => /[^\P{Cc}\n\t]/u.test(character);

/** A valid text: NFC, well-formed, 1 to `max` code points, no control characters but line feed and tab. */
export const arbitraryText = (max: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: max })
    .map((value) => [...value.normalize('NFC')].filter((character) => !isControl(character)).join(''))
    .filter((value) => value.length > 0 && [...value].length <= max && value === value.normalize('NFC'));

/** A valid name: as `arbitraryText`, but on one line and trimmed. */
export const arbitraryAuthor: fc.Arbitrary<string> = arbitraryText(64)
  .map((value) => value.replace(/[\n\t]/g, '').trim())
  .filter((value) => value.length > 0 && value === value.normalize('NFC'));

/** A coordinate on the board's plane, in hundredths. */
export const arbitraryCoordinate: fc.Arbitrary<number> = fc
  .integer({ min: -10_000_000, max: 10_000_000 })
  .map((hundredths) => hundredths / 100 || 0);
