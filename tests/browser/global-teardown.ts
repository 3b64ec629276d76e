import { rmSync } from 'node:fs';
import { DATA_FOLDER } from 'sam-offline/testing/data-folder';

type Started = { stop(): Promise<void> };

const started: Started[] = [];

/** Notes what has to end with the run, and hands it on. */
export const keepForTeardown = <T extends Started>(one: T): T => {
  started.push(one);
  return one;
};

/** After the last test file. */
export default async (): Promise<void> => {
  await Promise.all(started.map((one) => one.stop()));
  rmSync(DATA_FOLDER, { recursive: true, force: true });
};
