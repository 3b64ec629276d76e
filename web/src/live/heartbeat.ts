import type { Clock } from './clock.ts';

export const PING_MS = 15_000;
/** After a ping, a pong or another frame must arrive within this time. */
export const PATIENCE_MS = 10_000;

type Options = {
  clock: Clock;
  ping(): void;
  /** Called when nothing arrives after a ping. */
  silent(): void;
};

/** Sends pings, and notices when the server does not answer (L4, L6). */
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
    /** A frame arrived. */
    heard: () => cancelPatience(),
    stop: () => {
      cancelPing();
      cancelPatience();
    },
  };
};
