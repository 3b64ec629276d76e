import { pause } from '../patience.ts';

/** The clock that schedules go by. */
export type Clock = {
  /** Epoch milliseconds */
  now(): number;
  /** Resolves at that time (never, for an infinite one) or soon after it, or when `signal` aborts. */
  sleepUntil(time: number, signal: AbortSignal): Promise<void>;
};

/** A timer stands still while the machine sleeps, and the clock is set now and then: so it is looked at this often. */
const LONGEST_NAP_MS = 10_000;

export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  sleepUntil: async (time, signal) => {
    while (!signal.aborted && Date.now() < time) await pause(Math.min(time - Date.now(), LONGEST_NAP_MS), signal);
  },
};
