import type { Clock } from '../live/clock.ts';

/** The shortest time between two sent positions; the server forwards 10 a second (L9). */
const CURSOR_MS = 120;

/** Tells the others where the person points. @param tell returns whether it could be sent */
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
