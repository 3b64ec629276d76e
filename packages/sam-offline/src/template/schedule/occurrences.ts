/** The first time after another one, in epoch milliseconds; undefined when there is none any more. */
export type Occurrences = (after: number) => number | undefined;

/** Those from `start` to `end`, both included. */
export const within =
  (occurrences: Occurrences, { start, end }: { start: number; end: number }): Occurrences =>
  (after) => {
    const next = occurrences(Math.max(after, start - 1));
    return next !== undefined && next <= end ? next : undefined;
  };
