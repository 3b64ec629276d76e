import { entityTag, isKnown, versionsOf } from '../../src/lambda/http/entity-tag.ts';

describe('entity tags (RFC 9110)', () => {
  test('are strong, and name the version', () => expect(entityTag(7)).toBe('"7"'));

  test.each<[string | undefined, number[] | undefined]>([
    [undefined, undefined],
    ['*', undefined],
    [' * ', undefined],
    ['"3"', [3]],
    ['"3", "5"', [3, 5]],
    ['W/"3"', [0]],
    ['W/"3", "4"', [4]],
    ['"12"', [12]],
    ['"123456789012345"', [123_456_789_012_345]],
    ['"1234567890123456"', [0]],
    ['"03"', [0]],
    ['"v3"', [0]],
    ['"3x"', [0]],
    ['"3 "', [0]],
    ['"other"', [0]],
    ['3', [0]],
    ['', [0]],
  ])('If-Match: %s allows %j', (header, versions) => expect(versionsOf(header)).toEqual(versions));

  test('If-Match allows fifty versions, and no more', () => {
    const tags = Array.from({ length: 51 }, (_, n) => entityTag(n + 1));
    expect(versionsOf(tags.join(', '))).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  test.each<[string | undefined, boolean]>([
    [undefined, false],
    ['*', true],
    [' * ', true],
    ['"7"', true],
    ['W/"7"', true],
    ['"6", "7"', true],
    ['"6"', false],
    ['"77"', false],
    ['""', false],
    ['7', false],
  ])('If-None-Match: %s knows version 7: %s', (header, known) => expect(isKnown(header, '"7"')).toBe(known));
});
