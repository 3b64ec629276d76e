import { type Runner, runLocal as run, type SpawnOptions, startRunner as start } from '../../testing/runner.ts';
import { FIXTURES } from './local-project.ts';

export type { Runner };

/** In the folder of the fixtures, whose configuration counts there. */
const inFixtures = (options: SpawnOptions): SpawnOptions => ({ cwd: FIXTURES, ...options });

/** Runs a command that is expected to end by itself. */
export const runLocal: typeof run = (entry, args, options = {}) => run(entry, args, inFixtures(options));

/** Starts the runner on free ports, and waits for its banner. */
export const startRunner: typeof start = (args, options = {}) => start(args, inFixtures(options));
