import process from 'node:process';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { describeError, Failure, messageOf } from '../failure.ts';

export { Failure };

/** What a command says of itself. */
export type Information = { help: string; version: string };

/** The end of every help. @param name whose version it is */
export const informationHelp = (name: string): string => `  -h, --help                this text
  --version                 the version of ${name}`;

/**
 * What is printed instead of doing anything: the help or the version, when one of the arguments asks for it. Undefined when
 * none does.
 */
export const informationFor = (args: string[], { help, version }: Information): string | undefined => {
  if (args.includes('--help') || args.includes('-h')) return help;
  return args.includes('--version') ? version : undefined;
};

/** `parseArgs`. @throws Failure with its sentence, for what it doesn't understand */
export const parseCommandLine = <Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> => {
  try {
    return parseArgs(config);
  } catch (error) {
    const sentence = (messageOf(error).split('. ')[0] ?? '').replace(/\.$/, '');
    throw new Failure(`${sentence}; --help lists the options.`);
  }
};

/**
 * Runs a script that does its work and ends: prints the help or the version if that is asked for, and else turns an error
 * into what `describeError` makes of it, on stderr, and exit status 1.
 * @param work gets the arguments; a text that it returns is printed
 */
export const runScript = async (
  information: Information,
  args: string[],
  work: (args: string[]) => Promise<unknown>,
): Promise<void> => {
  try {
    const output = informationFor(args, information) ?? (await work(args));
    if (typeof output === 'string') process.stdout.write(`${output}\n`);
  } catch (error) {
    console.error(describeError(error));
    process.exitCode = 1;
  }
};

/** Options of a script that has none: what else stands there is refused. @throws Failure */
export const refuseArguments = (args: string[]): void => void parseCommandLine({ args, options: {} });
