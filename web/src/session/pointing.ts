import type { Clock } from '../live/clock.ts';

/** Pointing is told this often at most; the server passes on 10 a second (L9). */
const CURSOR_MS = 120;

/** Tells the others where one points. @param tell returns whether it can be told now */
export const pointing = (clock: Clock, tell: (x: number, y: number) => boolean) => {
  let pointed = false;
  return (x: number, y: number): void => {
    if (pointed || !tell(Math.round(x), Math.round(y))) return;
    pointed = true;
    clock.after(CURSOR_MS, () => {
      pointed = false;
    });
  };
};
