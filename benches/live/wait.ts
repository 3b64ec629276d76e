import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 5;

/** Waits until a condition holds. @throws Error that names it, if that takes too long */
export const waitUntil = async (what: string, isTrue: () => boolean, withinMs: number): Promise<void> => {
  const deadline = performance.now() + withinMs;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`${what} did not come within ${withinMs / 1_000} s`);
    await delay(LOOK_EVERY_MS);
  }
};

/** Runs a task for each item, at most `atOnce` at a time. */
export const forEach = async <T>(
  all: Iterable<T>,
  atOnce: number,
  action: (one: T) => Promise<void>,
): Promise<void> => {
  const left = all[Symbol.iterator]();
  const work = async () => {
    for (let next = left.next(); !next.done; next = left.next()) await action(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
};
