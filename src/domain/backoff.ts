/** The longest pause between two attempts of a job. */
const LONGEST_SECONDS = 900;

/**
 * Seconds until the next attempt. They double after each attempt.
 * @param attempts made so far
 * @param first pause, in seconds
 */
export const pauseAfter = (attempts: number, first: number): number =>
  Math.min(LONGEST_SECONDS, first * 2 ** (attempts - 1));
