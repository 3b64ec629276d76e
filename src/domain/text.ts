/**
 * The rules for text that people write. The API refuses text that breaks them; the page cleans it during typing.
 * Imports nothing, so that both can use it.
 */

/** `one`: a name or a title, on one line. `many`: line feeds and tabs are allowed. */
export type Lines = 'one' | 'many';

/**
 * Characters that no text may contain: half a surrogate pair, and control characters (general category Cc) except line
 * feed and tab. A single line also excludes these two, Unicode's own line breaks, and characters that change the
 * direction of the following text, which would affect the text displayed next to a name. Marks (U+200E, U+200F) are
 * allowed: names need them.
 * Source: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters
 */
const FORBIDDEN: Record<Lines, RegExp> = {
  many: /\p{Cs}|[^\P{Cc}\n\t]/u,
  one: /[\p{Cs}\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u,
};

const EVERY_FORBIDDEN: Record<Lines, RegExp> = {
  many: new RegExp(FORBIDDEN.many, 'gu'),
  one: new RegExp(FORBIDDEN.one, 'gu'),
};

/** The first forbidden character of a text. */
export const forbiddenIn = (text: string, lines: Lines): string | undefined => FORBIDDEN[lines].exec(text)?.[0];

/**
 * Only invisible characters: white space, format characters, characters that fonts do not draw (such as U+3164), and
 * the two signs that are drawn empty, the Braille blank and the null note head.
 * Source: https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const UNSEEN = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800\u{1D159}]*$/u;

/** Whether a text looks empty. */
export const looksEmpty = (text: string): boolean => UNSEEN.test(text);

/** A text in its stored form: in NFC, and trimmed if it is one line. */
export const asKept = (text: string, lines: Lines): string =>
  lines === 'one' ? text.normalize('NFC').trim() : text.normalize('NFC');

/** The length of a text, in Unicode code points of its NFC form. */
export const lengthOf = (text: string): number => [...text.normalize('NFC')].length;

/**
 * A text without forbidden characters. Line breaks of other programs (Word's U+000B, U+0085, a form feed, CRLF) become
 * line feeds, or spaces on a single line. Other forbidden characters are removed.
 * @example cleaned('a\u000Bb', 'many') // 'a\nb'
 */
export const cleaned = (text: string, lines: Lines): string => {
  const broken = text.replace(/\r\n?|[\v\f\u0085]/g, '\n');
  const inLines = lines === 'one' ? broken.replace(/[\n\t\u2028\u2029]+/g, ' ') : broken;
  return inLines.replace(EVERY_FORBIDDEN[lines], '');
};
