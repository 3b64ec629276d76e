import { setTimeout as delay } from 'node:timers/promises';
import { codeOf, messageOf } from './failure.ts';

/** Waits, or less when `signal` aborts. */
export const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
};

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Tries until it succeeds, for what only a database out of reach or a throttled one keeps from succeeding.
 * @param complain is told the first failure of a row
 * @returns undefined when `signal` aborted before it succeeded
 */
export const insist = async <T>(
  attempt: () => Promise<T>,
  signal: AbortSignal,
  complain: (text: string) => void,
): Promise<T | undefined> => {
  for (let wait = FIRST_PAUSE_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (wait === FIRST_PAUSE_MS) complain(`${messageOf(error) || codeOf(error)}; trying again`);
    }
    await pause(wait, signal);
  }
  return undefined;
};
