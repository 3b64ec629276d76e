import {
  Failure,
  informationHelp,
  parseCommandLine,
  refuseArguments,
  runScript as runScriptOf,
} from 'sam-offline/command-line';
import manifest from '../package.json' with { type: 'json' };

export { Failure, parseCommandLine, refuseArguments };

/** The end of every help. */
export const INFORMATION_HELP = informationHelp('Whiteboard');

/** Runs this process as a script of this project. @param work gets the arguments; a text that it returns is printed */
export const runScript = (help: string, work: (args: string[]) => Promise<unknown>): Promise<void> =>
  runScriptOf({ help, version: manifest.version }, process.argv.slice(2), work);
