import { Failure } from '../failure.ts';
import { commandLine, commandName, quietCommandLine } from '../project/command-name.ts';
import type { Project } from '../project/project.ts';
import { informationHelp, parseCommandLine } from './command-line.ts';
import { dataFolder, port } from './shared-options.ts';

/** Options of `invoke`. */
export type InvokeCommand = {
  functionName: string;
  /** The file that the event is in; undefined for what is piped in, or `{}`. */
  eventFile: string | undefined;
  /** Of the runner; undefined where only one runs. */
  port: number | undefined;
  /** Where that runner keeps what it keeps. */
  folder: string;
  /** Whether nobody waits for the result. */
  isAsync: boolean;
  /** Whether what the function logs is printed as well. */
  logs: boolean;
};

export const invokeHelp = (project: Project): string =>
  `${quietCommandLine(project, 'invoke', 'FUNCTION [EVENT.json] [options]')}: invokes a function of the running ${commandName(project, 'start')}, and prints its result

  FUNCTION                  its logical id or name
  EVENT.json                the file of its event (default: what is piped in, or {}); - for what is piped in
  --async                   don't wait for the result
  --logs                    print the last 4 KB of what it logs meanwhile, on stderr
  --port N                  port of the runner, when several run
  --template FILE           for a runner that serves another template
  --data-dir FOLDER         for a runner that keeps its data there
${informationHelp(project.versionOf)}`;

/** Reads the arguments of `invoke`. @throws Failure for what it doesn't understand */
export const readInvokeCommand = (args: string[], project: Project): InvokeCommand => {
  const options = {
    async: { type: 'boolean', default: false },
    logs: { type: 'boolean', default: false },
    port: { type: 'string' },
    'data-dir': { type: 'string' },
    template: { type: 'string' },
  } as const;
  const { values, positionals } = parseCommandLine({ args, options, allowPositionals: true });
  if (values.async && values.logs)
    throw new Failure('--logs needs the end of the invocation, for which --async does not wait.');
  const [functionName, eventFile, ...others] = positionals;
  if (!functionName || others.length > 0) {
    throw new Failure(
      `Name one function, and a file with its event if it takes one: ${commandLine(project, 'invoke', 'FUNCTION EVENT.json')}`,
    );
  }
  return {
    functionName,
    eventFile: eventFile === '-' ? undefined : eventFile,
    port: values.port === undefined ? undefined : port('port', values.port),
    folder: dataFolder(values, project),
    isAsync: values.async,
    logs: values.logs,
  };
};
