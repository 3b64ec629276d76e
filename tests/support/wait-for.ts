import { setTimeout as delay } from 'node:timers/promises';

/** The longest wait of a test, far more than necessary. `TEST_PATIENCE=3` triples it. */
export const PATIENCE_MS = 60_000 * Number(process.env.TEST_PATIENCE ?? 1);

/** Polls until there is an answer (any value but undefined and false). @param what is awaited, for the error message */
export const waitFor = async <T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await delay(10);
  }
  throw new Error(`${what} did not come within ${PATIENCE_MS} ms`);
};
