import { type RunnerHere, startHere } from '../../testing/runner-here.ts';
import { project } from './local-project.ts';

export type { RunnerHere };

/** The runner in this process, as the templates of the tests need it. */
export const startRunnerHere = (...args: string[]): Promise<RunnerHere> => startHere(project, ...args);
