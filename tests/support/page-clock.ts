/** Repeated waits, as between polls and pings, do not end by themselves. Milliseconds. */
const LONG_MS = 5_000;
/** All other waits are shorter by this factor. */
const FASTER = 100;

/** Timers of a page that fire when a test says so. */
export const heldClock = () => {
  const timers = new Set<{ ms: number; call: () => void }>();
  return {
    now: () => Date.now(),
    after: (ms: number, call: () => void) => {
      const timer = { ms, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    /** Fires the timers of these waits. @returns how many there were */
    pass: (isDue: (ms: number) => boolean): number => {
      const due = [...timers].filter(({ ms }) => isDue(ms));
      for (const timer of due) {
        timers.delete(timer);
        timer.call();
      }
      return due.length;
    },
  };
};

/** The clock of a page, which runs faster; its long waits end when a test says so. */
export const quickClock = () => {
  const now = { ms: Date.now() };
  const held = heldClock();
  const after = (ms: number, call: () => void) => {
    if (ms >= LONG_MS) return held.after(ms, call);
    const timer = setTimeout(call, ms / FASTER);
    return () => clearTimeout(timer);
  };
  return {
    now,
    clock: { now: () => now.ms, after },
    /** Ends the long waits of this length. */
    pass: (wait: number) => held.pass((ms) => ms === wait),
  };
};
