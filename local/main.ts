// `npm start`: the whole application on this machine.
import process from 'node:process';
import { runCommand } from './command.ts';
import { RUNNER_HELP, readRunnerCommand } from './options.ts';

await runCommand(RUNNER_HELP, () => {
  const command = readRunnerCommand(process.argv.slice(2));
  return command && import('./runner.ts').then(({ startRunner }) => startRunner(command));
});
