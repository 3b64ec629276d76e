import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Where tests/global-teardown.ts finds it. */
declare global {
  var databases: ChildProcess | undefined;
}

/**
 * Before the first test file: an embedded database for each of jest's workers, where each file gets a table of its own
 * (tests/support/database.ts). They run in a process of their own, because jest transforms whatever is loaded here.
 */
export default async ({ maxWorkers }: { maxWorkers: number }): Promise<void> => {
  const child = spawn(process.execPath, ['tests/databases.ts', `${maxWorkers}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  globalThis.databases = child;
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit')]);
  if (typeof line !== 'string') throw new Error(`tests/databases.ts ended with ${line}: what it wrote is above`);
  process.env.TEST_DATABASES = line;
};
