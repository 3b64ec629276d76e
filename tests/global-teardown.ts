import { once } from 'node:events';

/** After the last test file: ends what tests/global-setup.ts has started. */
export default async (): Promise<void> => {
  const { databases } = globalThis;
  if (databases === undefined || databases.exitCode !== null) return;
  databases.stdin?.end();
  await once(databases, 'exit');
};
