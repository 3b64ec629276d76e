import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/schedule/clock.ts';

/** A clock that a test advances. */
export type DrivenClock = Clock & {
  /** Lets time pass: sleepers wake at their times, one after the other. */
  moveTo(time: string): Promise<void>;
  /** Lets all sleepers oversleep, as a machine that slept does. */
  jumpTo(time: string): void;
};

export const drivenClock = (start: string): DrivenClock => {
  let now = Date.parse(start);
  const sleepers = new Set<{ until: number; wake(): void }>();
  const wake = () => {
    for (const sleeper of [...sleepers].filter(({ until }) => until <= now)) sleeper.wake();
  };
  return {
    now: () => now,
    sleepUntil: (until, signal) =>
      new Promise((resolve) => {
        const sleeper = {
          until,
          wake: () => {
            sleepers.delete(sleeper);
            resolve();
          },
        };
        if (signal.aborted || until <= now) return resolve();
        sleepers.add(sleeper);
        signal.addEventListener('abort', sleeper.wake, { once: true });
      }),
    moveTo: async (time) => {
      const end = Date.parse(time);
      for (;;) {
        now = Math.min(end, ...[...sleepers].map(({ until }) => until));
        wake();
        // A sleeper that woke may sleep again.
        await turn();
        if (now === end) return;
      }
    },
    jumpTo: (time) => {
      now = Date.parse(time);
      wake();
    },
  };
};
