/**
 * What text people may write: one definition for the API, which refuses what is none, and for the page, which cleans it
 * while it is written. Imports nothing, so that both can have it.
 */

/** `one`: a name or a title, on one line. `many`: line feeds and tabs may be in it. */
export type Lines = 'one' | 'many';

/**
 * What can be in no text: half a surrogate pair, and control characters (general category Cc) but line feed and tab. On
 * one line neither these two nor Unicode's own line breaks, nor what turns the direction of all that follows around: it
 * would reach beyond the name into what is shown beside it. Marks (U+200E, U+200F) may stay: names need them.
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

/** The first character of a text that may not be in it. */
export const forbiddenIn = (text: string, lines: Lines): string | undefined => FORBIDDEN[lines].exec(text)?.[0];

/**
 * Nothing but what one cannot see: white space, format characters, what fonts draw nothing for (U+3164 among it), and the
 * two signs that are drawn empty, the Braille blank and the null note head.
 * Source: https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const UNSEEN = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800\u{1D159}]*$/u;

/** Whether a text looks empty, whatever is in it. */
export const looksEmpty = (text: string): boolean => UNSEEN.test(text);

/** As a text is kept: in NFC, and without white space around it where it is one line. */
export const asKept = (text: string, lines: Lines): string =>
  lines === 'one' ? text.normalize('NFC').trim() : text.normalize('NFC');

/** Lengths are counted in Unicode code points, as they are in NFC. */
export const lengthOf = (text: string): number => [...text.normalize('NFC')].length;

/**
 * A text without what may not be in it: line breaks of other programs (Word's U+000B, U+0085, a form feed, CRLF) become
 * line feeds, or on one line spaces; the rest goes.
 * @example cleaned('a\u000Bb', 'many') // 'a\nb'
 */
export const cleaned = (text: string, lines: Lines): string => {
  const broken = text.replace(/\r\n?|[\v\f\u0085]/g, '\n');
  const inLines = lines === 'one' ? broken.replace(/[\n\t\u2028\u2029]+/g, ' ') : broken;
  return inLines.replace(EVERY_FORBIDDEN[lines], '');
};
