import { type RunnerHere, startHere } from 'sam-offline/testing/runner-here';
import { project } from './local-project.ts';

export type { RunnerHere };

/** The runner of this project in this process. */
export const startRunnerHere = (...args: string[]): Promise<RunnerHere> => startHere(project, ...args);
