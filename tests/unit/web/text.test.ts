import fc from 'fast-check';
import { runs } from 'sam-offline/testing/runs';
import { forbiddenIn, lengthOf } from '../../../src/domain/text.ts';
import { admitted, shortened } from '../../../web/src/board/text.ts';

const many = { lines: 'many', max: 10 } as const;
const one = { lines: 'one', max: 10 } as const;

describe('a text that somebody writes', () => {
  test.each([
    ['a letter more', 'ab', 'abc', many, { text: 'abc', caret: 3 }],
    ['a letter less', 'abc', 'ac', many, { text: 'ac', caret: 1 }],
    ['another program’s line break', 'ab', 'a\vb', many, { text: 'a\nb', caret: 2, changed: 'cleaned' }],
    ['a form feed, DEL and U+0085', '', '\f\u007f\u0085', many, { text: '\n\n', caret: 2, changed: 'cleaned' }],
    ['lines where there is one', 'a', 'a\nb', one, { text: 'a b', caret: 3, changed: 'cleaned' }],
    ['too much at its end', 'abcdefghi', 'abcdefghixyz', many, { text: 'abcdefghix', caret: 10, changed: 'cut' }],
    ['too much in the middle', 'abcdefghi', 'abcxyzdefghi', many, { text: 'abcxdefghi', caret: 4, changed: 'cut' }],
    ['an emoji for another', 'a😀b', 'a😁b', many, { text: 'a😁b', caret: 3 }],
    ['emoji up to the end', '', '😀'.repeat(10), many, { text: '😀'.repeat(10), caret: 20 }],
    ['one emoji too many', '', '😀'.repeat(11), many, { text: '😀'.repeat(10), caret: 20, changed: 'cut' }],
    ['a family that does not fit', '12345678', '12345678👩‍👩‍👧', many, { text: '12345678', caret: 8, changed: 'cut' }],
    ['half of a pair', '', 'a\ud83db', many, { text: 'ab', caret: 2, changed: 'cleaned' }],
  ] as const)('%s', (_what, before, after, limits, expected) => {
    expect(admitted(before, after, limits)).toEqual(expected);
  });

  test('is always one that can be kept, and holds all that was there before', () => {
    const any = fc.string({ unit: 'binary', maxLength: 8 });
    const clean = fc.string({ unit: 'grapheme', maxLength: 4 });
    fc.assert(
      fc.property(clean, any, clean, (head, added, tail) => {
        fc.pre(forbiddenIn(head + tail, 'many') === undefined && lengthOf(head + tail) <= 10);
        const { text, caret } = admitted(head + tail, head + added + tail, many);
        expect(forbiddenIn(text, 'many')).toBeUndefined();
        expect(lengthOf(text)).toBeLessThanOrEqual(10);
        expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
        expect(text.slice(0, caret).isWellFormed()).toBe(true);
      }),
      runs(100),
    );
  });
});

test('a text is shortened between characters as people see them', () => {
  expect(shortened('a👩‍👩‍👧🇫🇷b', 3)).toBe('a👩‍👩‍👧🇫🇷…');
  expect(shortened('abc', 3)).toBe('abc');
  expect(shortened('x'.repeat(100_000), 2)).toBe('xx…');
});
