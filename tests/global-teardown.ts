import type { Database } from '../local/database/database.ts';

const databases: Database[] = [];

/** Notes what has to end with the run. */
export const keepForTeardown = (started: readonly Database[]): void => {
  databases.push(...started);
};

/** After the last test file. */
export default async (): Promise<void> => {
  await Promise.all(databases.map((database) => database.stop()));
};
