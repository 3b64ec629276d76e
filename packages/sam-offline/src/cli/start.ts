// `npm start`: the whole application on this machine.
import { runCommand } from './command.ts';
import { RUNNER_HELP, readRunnerCommand } from './options.ts';

await runCommand(RUNNER_HELP, async (args) => {
  const command = readRunnerCommand(args);
  const { startRunner } = await import('../runner.ts');
  return startRunner(command);
});
