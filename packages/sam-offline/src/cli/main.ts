import { describeError, Failure } from '../failure.ts';
import type { CommandName } from '../project/command-name.ts';
import { loadProject } from '../project/load.ts';
import type { Project } from '../project/project.ts';
import { informationHelp, runScript } from './command-line.ts';

type Command = { run(args: string[], project: Project): Promise<void> };

/** Each is loaded only when it is the one: most of them need little of the runner. */
const COMMANDS: Record<CommandName, () => Promise<Command>> = {
  start: () => import('./start.ts'),
  db: () => import('./db.ts'),
  token: () => import('./token.ts'),
  queues: () => import('./queues.ts'),
  redrive: () => import('./redrive.ts'),
  invoke: () => import('./invoke.ts'),
};

const help = (name: string): string => `sam-offline COMMAND [options]: serves an AWS SAM application on this machine

  start                     serve the template's application until Ctrl-C
  db                        run the embedded DynamoDB alone, with the template's tables
  token NAME                print a token with which NAME is signed in
  queues [QUEUE]            show what is in the queues
  redrive [QUEUE]           move dead letters back to the queues that they come from
  invoke FUNCTION [EVENT]   invoke a function of the running application
${informationHelp(name)}

Each command explains its options with --help.`;

const isCommand = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

/** Runs `sam-offline` as this process. @param args `['start', '--port', '3000']` */
export const main = async (args: string[]): Promise<void> => {
  const [name = '--help', ...rest] = args;
  try {
    const project = await loadProject(templateIn(rest));
    if (isCommand(name)) return await (await COMMANDS[name]()).run(rest, project);
    await runScript(
      { help: help(project.versionOf), version: project.version },
      args.length > 0 ? args : [name],
      async () => {
        throw new Failure(`There is no command "${name}"; sam-offline --help lists the commands.`);
      },
    );
  } catch (error) {
    console.error(describeError(error));
    process.exitCode = 1;
  }
};

/** The template that arguments name: which configuration counts is found by it. */
const templateIn = (args: string[]): string | undefined => {
  const place = args.findLastIndex((argument) => argument === '--template' || argument.startsWith('--template='));
  const [, joined] = args[place]?.split(/=(.*)/s) ?? [];
  return place === -1 ? undefined : (joined ?? args[place + 1]);
};
