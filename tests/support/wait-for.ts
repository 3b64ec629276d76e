import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer (anything but undefined and false).
 * @param what is awaited, for the error when it doesn't come within `milliseconds`
 */
export const waitFor = async <T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  milliseconds = 10_000,
): Promise<T> => {
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await delay(10);
  }
  throw new Error(`${what} did not come within ${milliseconds} ms`);
};
