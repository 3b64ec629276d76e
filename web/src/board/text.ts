import { cleaned, type Lines, lengthOf } from '../../../src/domain/text.ts';

/** What a person sees as one character: an emoji of several code points is one. Browsers without a segmenter cut it. */
export const graphemesOf = (text: string): string[] =>
  'Segmenter' in Intl ? Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment) : [...text];

/** The beginning of a text, for where there is no room for all of it. @param max characters, as a person sees them */
export const shortened = (text: string, max: number): string => {
  const characters = graphemesOf(text.slice(0, max * MOST_UNITS));
  return characters.length > max ? `${characters.slice(0, max).join('')}…` : text;
};

/** UTF-16 units that a character hardly ever has more of. */
const MOST_UNITS = 32;

export type Limits = { lines: Lines; max: number };

/** What was made of a text that somebody is writing: how it can be kept, where they go on, and what was changed. */
export type Admitted = { text: string; caret: number; changed?: 'cleaned' | 'cut' };

const isLow = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text.charAt(at));

/** What two texts begin with; no character is cut. */
const commonStart = (a: string, b: string): number => {
  let n = 0;
  while (n < Math.min(a.length, b.length) && a[n] === b[n]) n += 1;
  return isLow(a, n) || isLow(b, n) ? Math.max(0, n - 1) : n;
};

/** What they end with, after that. */
const commonEnd = (a: string, b: string, start: number): number => {
  let n = 0;
  while (n < Math.min(a.length, b.length) - start && a.at(-1 - n) === b.at(-1 - n)) n += 1;
  return isLow(b, b.length - n) ? Math.max(0, n - 1) : n;
};

/** As many characters as there is room for. */
const fitting = (text: string, room: number): string => {
  let left = room;
  const kept = graphemesOf(text).filter((character) => {
    left -= left < 0 ? 0 : lengthOf(character);
    return left >= 0;
  });
  return kept.join('');
};

/**
 * What can be kept of a text that somebody has just changed. Only what is new in it is cleaned, or cut where there is no
 * room for it: what was there before stays, whatever is put before it.
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
