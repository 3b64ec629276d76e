import fc from 'fast-check';
import { runs } from 'sam-offline/testing/runs';
import { asKept, cleaned, forbiddenIn, lengthOf, looksEmpty } from '../../src/domain/text.ts';
import { text } from '../../src/lambda/schemas/text.ts';

const name = text({ label: 'name', max: 64, lines: 'one' });
const note = text({ label: 'text', max: 4_000 });
const problemsOf = (schema: typeof name, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];

describe('a name', () => {
  test.each([
    ['U+200B alone', '\u200b'],
    ['U+200D alone', '\u200d'],
    ['U+3164, the Hangul filler', '\u3164'],
    ['U+FFA0, its half-width form', '\uffa0'],
    ['U+115F, the filler of a syllable', '\u115f'],
    ['U+2800, the empty Braille pattern', '\u2800'],
    ['U+00AD alone', '\u00ad'],
    ['U+FE0F alone', '\ufe0f'],
    ['a tag', '\u{e0041}'],
    ['U+1D159, the null note head', '\u{1d159}'],
    ['several of them, between spaces', ' \u200b \u3164\u2060\u2800 '],
  ])('that looks empty, %s, is refused', (_what, value) => {
    expect(problemsOf(name, value)).toEqual(['name looks empty: it has only invisible characters']);
  });

  test.each([
    ['U+2028', 'a\u2028b', 'name must not contain the line break U+2028'],
    ['U+2029', 'a\u2029b', 'name must not contain the line break U+2029'],
    ['U+0085', 'a\u0085b', 'name must not contain the control character U+0085'],
    ['a line feed', 'a\nb', 'name must not contain the control character U+000A'],
    ['an override', 'a\u202eb', 'name must not contain U+202E, which changes the direction of text'],
    ['an isolate', 'a\u2066b', 'name must not contain U+2066, which changes the direction of text'],
  ])('with %s in it is not one line', (_what, value, problem) => expect(problemsOf(name, value)).toEqual([problem]));

  test.each(['Ada', 'Zoë', '👩‍👩‍👧', 'می‌خواهم', '\u200fשרה', 'O’Neill', 'ﷺ', '李'])('%s is one', (value) => {
    expect(problemsOf(name, value)).toEqual([]);
  });
});

describe('a text', () => {
  test('may have lines, tabs and Unicode’s own line breaks, and direction marks', () => {
    expect(problemsOf(note, 'a\n\tb\u2028c\u202ad')).toEqual([]);
  });

  test.each(['\v', '\f', '\u007f', '\u0085', '\r', '\u0000'])('%j in it is refused by its number', (character) => {
    const number = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    expect(problemsOf(note, `a${character}b`)).toEqual([
      `text must not contain the control character ${number}; only line feeds and tabs are allowed`,
    ]);
  });

  test('has 4,000 characters at most, however many units each of them takes', () => {
    expect(problemsOf(note, '🖍'.repeat(4_000))).toEqual([]);
    expect(problemsOf(note, '🖍'.repeat(4_001))).toEqual(['text has 4001 characters; at most 4000 are allowed']);
  });
});

describe('what is cleaned', () => {
  const any = fc.string({ unit: 'binary', maxLength: 200 });

  test('can be kept, on one line and on many', () => {
    fc.assert(
      fc.property(any, fc.constantFrom('one' as const, 'many' as const), (value, lines) => {
        expect(forbiddenIn(cleaned(value, lines), lines)).toBeUndefined();
      }),
      runs(100),
    );
  });

  test('is what it was, where that can be kept', () => {
    fc.assert(
      fc.property(any, (value) => {
        fc.pre(forbiddenIn(value, 'many') === undefined);
        expect(cleaned(value, 'many')).toBe(value);
      }),
    );
  });

  test.each([
    ['a\vb\fc\u0085d\r\ne\rf', 'many', 'a\nb\nc\nd\ne\nf'],
    ['a\u0000b\u007fc\ud800d', 'many', 'abcd'],
    ['a\n\tb\u2028c\u202ed', 'one', 'a b cd'],
  ] as const)('%j on %s is %j', (value, lines, result) => expect(cleaned(value, lines)).toBe(result));
});

test('lengths are counted in NFC', () => {
  expect([lengthOf('e\u0301'), lengthOf('👩‍👩‍👧'), lengthOf('')]).toEqual([1, 5, 0]);
  expect([looksEmpty(''), looksEmpty(' \n'), looksEmpty('.')]).toEqual([true, true, false]);
});

test('is kept in NFC, on one line without white space around it', () => {
  expect(asKept(' e\u0301 \n', 'one')).toBe('\u00e9');
  expect(asKept(' e\u0301 \n', 'many')).toBe(' \u00e9 \n');
});
