import type { Clock } from './clock.ts';

export const PING_MS = 15_000;
/** A pong, or anything else, must come within this time of a ping. */
export const PATIENCE_MS = 10_000;

type Options = {
  clock: Clock;
  ping(): void;
  /** Nothing has come since a ping. */
  silent(): void;
};

/** Sends a ping from time to time, and finds out when nothing answers (L4, L6). */
export const heartbeat = ({ clock, ping, silent }: Options) => {
  let cancelPing = () => {};
  let cancelPatience = () => {};
  const beat = () => {
    ping();
    cancelPatience = clock.after(PATIENCE_MS, silent);
    start();
  };
  const start = () => {
    cancelPing = clock.after(PING_MS, beat);
  };
  return {
    start,
    /** Something came. */
    heard: () => cancelPatience(),
    stop: () => {
      cancelPing();
      cancelPatience();
    },
  };
};
