import { setTimeout as delay } from 'node:timers/promises';

/** How long a test waits for what has to come: far longer than it takes. `TEST_PATIENCE=3` makes it three times that. */
export const PATIENCE_MS = 60_000 * Number(process.env.TEST_PATIENCE ?? 1);

/**
 * Asks again and again until there is an answer (anything but undefined and false).
 * @param what is awaited, for the error when it doesn't come
 */
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
