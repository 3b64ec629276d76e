import { PROBE } from './keys.ts';
import { getItem } from './kit/read.ts';

/**
 * Access pattern "does the table answer": an eventually consistent read of an item that does not exist. Resolves when it
 * does. @throws whatever the table, or the way to it, threw
 */
export const probeTable = async (): Promise<void> => {
  await getItem(PROBE);
};
