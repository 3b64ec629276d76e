import { PROBE } from './keys.ts';
import { getItem } from './kit/read.ts';

/**
 * Access pattern "does the table answer": an eventually consistent read of an item that does not exist. Resolves when
 * it answers.
 * @throws the error of the table or the connection
 */
export const probeTable = async (): Promise<void> => {
  await getItem(PROBE);
};
