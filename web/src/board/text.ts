import { cleaned, type Lines, lengthOf } from '../../../src/domain/text.ts';

/**
 * The characters of a text as people see them: an emoji of several code points is one. Browsers without a segmenter
 * split it.
 */
export const graphemesOf = (text: string): string[] =>
  'Segmenter' in Intl ? Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment) : [...text];

/** The beginning of a long text. @param max visible characters */
export const shortened = (text: string, max: number): string => {
  const characters = graphemesOf(text.slice(0, max * MOST_UNITS));
  return characters.length > max ? `${characters.slice(0, max).join('')}…` : text;
};

/** The most UTF-16 units of nearly all visible characters. */
const MOST_UNITS = 32;

export type Limits = { lines: Lines; max: number };

/** A corrected text: the text, the caret position, and what was changed. */
export type Admitted = { text: string; caret: number; changed?: 'cleaned' | 'cut' };

const isLow = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text.charAt(at));

/** The common beginning of two texts, in whole characters. */
const commonStart = (a: string, b: string): number => {
  let n = 0;
  while (n < Math.min(a.length, b.length) && a[n] === b[n]) n += 1;
  return isLow(a, n) || isLow(b, n) ? Math.max(0, n - 1) : n;
};

/** Their common end after it. */
const commonEnd = (a: string, b: string, start: number): number => {
  let n = 0;
  while (n < Math.min(a.length, b.length) - start && a.at(-1 - n) === b.at(-1 - n)) n += 1;
  return isLow(b, b.length - n) ? Math.max(0, n - 1) : n;
};

/** The beginning of a text that fits. */
const fitting = (text: string, room: number): string => {
  let left = room;
  const kept = graphemesOf(text).filter((character) => {
    left -= left < 0 ? 0 : lengthOf(character);
    return left >= 0;
  });
  return kept.join('');
};

/**
 * Corrects a text that a person has just changed. Only the new part is cleaned or shortened; the earlier text stays.
 * @example admitted('ab', 'a\u0000xb', { lines: 'one', max: 3 }) // { text: 'axb', caret: 2, changed: 'cleaned' }
 */
export const admitted = (before: string, after: string, { lines, max }: Limits): Admitted => {
  const start = commonStart(before, after);
  const end = commonEnd(before, after, start);
  const [head, added, tail] = [
    after.slice(0, start),
    after.slice(start, after.length - end),
    after.slice(after.length - end),
  ];
  const clean = cleaned(added, lines);
  const room = Math.max(0, max - lengthOf(head + tail));
  const kept = lengthOf(head + clean + tail) > max ? fitting(clean, room) : clean;
  const changed = kept !== clean ? 'cut' : clean !== added ? 'cleaned' : undefined;
  return { text: head + kept + tail, caret: start + kept.length, ...(changed && { changed }) };
};
