// `sam-offline start`: the whole application on this machine.
import type { Project } from '../project/project.ts';
import { runCommand, type Service } from './command.ts';
import { readRunnerCommand, runnerHelp } from './options.ts';

/** Starts it, and reports on stdout and stderr. @throws Failure */
export const startService = async (args: string[], project: Project): Promise<Service> => {
  const command = readRunnerCommand(args, project);
  const [{ startRunner }, { banner, terminal }] = await Promise.all([import('../runner.ts'), import('./report.ts')]);
  const { facts, died, stop } = await startRunner(command, project, terminal(command.functionLogs));
  return { banner: banner(facts, command, project), died, stop };
};

/** Runs it as this process. */
export const run = (args: string[], project: Project): Promise<void> =>
  runCommand({ help: runnerHelp(project), version: project.version }, args, () => startService(args, project));
