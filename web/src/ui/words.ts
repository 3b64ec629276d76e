import type { Reaction } from '../../../src/domain/reaction.ts';
import { graphemesOf } from '../board/text.ts';

/** The emoji of the reactions. */
export const EMOJI: Record<Reaction, string> = {
  'thumbs-up': '👍',
  heart: '❤️',
  laugh: '😄',
  party: '🎉',
  confused: '😕',
  eyes: '👀',
};

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** The age of something: `5 min. ago`. Times are epoch milliseconds. */
export const ago = (time: number, now: number): string => {
  const seconds = Math.max(0, (now - time) / 1_000);
  const step = STEPS.find(([, length]) => seconds >= length);
  if (!step) return 'just now';
  if (seconds > 7 * 86_400)
    return new Date(time).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
  return relative.format(-Math.floor(seconds / step[1]), step[0]);
};

/** Up to two initials of a name. */
export const initials = (name: string): string => {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => graphemesOf(word ?? '')[0] ?? '',
  );
  return letters.join('').toUpperCase() || '?';
};

/** One of `count` colours, always the same for a name. */
export const hueOf = (name: string, count: number): number =>
  [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973, 7) % count;
