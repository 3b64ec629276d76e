import type { Color } from '../../../src/domain/color.ts';
import type { Position } from '../board/message.ts';
import { otherTabs } from './by-tab.ts';
import type { Shelf } from './shelf.ts';

/**
 * A text that is not on the board: being written, left half-written when the page was left, or refused. `key` is the note
 * that it is for; undefined for a new one.
 */
export type Unfinished = {
  id: string;
  key?: string;
  text: string;
  color?: Color;
  task?: boolean;
  position?: Position;
};

/** Keeps such texts, each under a key of its own that names the tab whose it is. */
export const unfinishedKeeper = (shelf: Shelf, place: string, tab: string) => {
  const all = `${place}unfinished:`;
  const own = `${all}${tab}:`;
  const under = (prefix: string): Unfinished[] =>
    shelf
      .keys(prefix)
      .map((key) => shelf.get<Unfinished>(key))
      .filter((found) => found !== undefined);
  return {
    /** @returns false where it could not be kept */
    keep: (unfinished: Unfinished): boolean => shelf.set(`${own}${unfinished.id}`, unfinished),
    drop: (id: string): void => shelf.remove(`${own}${id}`),
    /** Those of this tab. */
    own: (): Unfinished[] => under(own),
    /** The tabs that something of is kept, but this one. */
    others: (): string[] => otherTabs(shelf, all, tab),
    /** Takes over what a tab that is no more has left. */
    adopt: (other: string): Unfinished[] => {
      const left = under(`${all}${other}:`);
      for (const unfinished of left) {
        shelf.set(`${own}${unfinished.id}`, unfinished);
        shelf.remove(`${all}${other}:${unfinished.id}`);
      }
      return left;
    },
  };
};
