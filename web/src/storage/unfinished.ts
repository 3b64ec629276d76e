import type { Color } from '../../../src/domain/color.ts';
import type { Position } from '../board/message.ts';
import { otherTabs } from './by-tab.ts';
import type { Shelf } from './shelf.ts';

/**
 * A text that is not on the board: still being written, left unfinished with the page, or refused. `key` is its note;
 * undefined for a new note.
 */
export type Unfinished = {
  id: string;
  key?: string;
  text: string;
  color?: Color;
  task?: boolean;
  position?: Position;
};

/** Stores such texts, each under its own key with the name of its tab. */
export const unfinishedKeeper = (shelf: Shelf, place: string, tab: string) => {
  const all = `${place}unfinished:`;
  const own = `${all}${tab}:`;
  const under = (prefix: string): Unfinished[] =>
    shelf
      .keys(prefix)
      .map((key) => shelf.get<Unfinished>(key))
      .filter((found) => found !== undefined);
  return {
    /** @returns false when it could not be stored */
    keep: (unfinished: Unfinished): boolean => shelf.set(`${own}${unfinished.id}`, unfinished),
    drop: (id: string): void => shelf.remove(`${own}${id}`),
    /** The texts of this tab. */
    own: (): Unfinished[] => under(own),
    /** The other tabs with stored texts. */
    others: (): string[] => otherTabs(shelf, all, tab),
    /** Takes over what a closed tab has left. */
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
