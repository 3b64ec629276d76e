import { basename, resolve } from 'node:path';
import type { DatabaseOptions } from '../dynamodb/options.ts';
import { commandLine } from '../project/command-name.ts';
import type { Project } from '../project/project.ts';
import type { RunnerOptions } from '../runner-options.ts';
import type { TemplateOptions } from '../template/options.ts';
import { parseCommandLine } from './command-line.ts';
import { databaseOptions, dataFolder, port, shared, sharedHelp, templateOptions } from './shared-options.ts';
import { lifetimes, WEBSOCKET_FLAGS, WEBSOCKET_HELP } from './websocket-options.ts';

/** Options of `db`. */
export type DatabaseCommand = TemplateOptions & { database: DatabaseOptions };

/** Options of `start`. */
export type RunnerCommand = RunnerOptions & {
  functionLogs: boolean;
  /** Whether the banner lists the routes. */
  routes: boolean;
};

/** What is served anew, for the help: the sources that are built, or the code itself. */
const followed = ({ watch: [first] = [] }: Project): string => (first === undefined ? 'code' : `${basename(first)}/`);

export const runnerHelp = (project: Project): string =>
  `${commandLine(project, 'start', '[options]')}: serves the application of template.yaml on this machine

  --port N                  port of the HTTP API (default 3000; 0: any free one)
  --host ADDRESS            address that the APIs listen on (default 127.0.0.1)
${WEBSOCKET_HELP}
  --dynamodb-port N         port of the embedded database (default 8000; 0: any free one)
  --dynamodb-endpoint URL   use this DynamoDB instead of the embedded one
  --no-watch                don't follow changes of ${followed(project)} and template.yaml
  --outbox FOLDER           put the mails that functions send there (default outbox of the data folder)
  --routes                  list the routes at the start
  --function-logs           print all that the functions log, not only warnings and errors
${sharedHelp(project)}`;

export const databaseHelp = (project: Project): string =>
  `${commandLine(project, 'db', '[options]')}: starts the embedded DynamoDB alone, with the template's tables

  --port N                  port (default 8000; 0: any free one); --dynamodb-port is the same
  --host ADDRESS            address to listen on (default 127.0.0.1; 0.0.0.0 for sam local)
${sharedHelp(project)}`;

/** Reads the arguments of `start`. @throws Failure for what it doesn't understand */
export const readRunnerCommand = (args: string[], project: Project): RunnerCommand => {
  const { values } = parseCommandLine({
    args,
    allowNegative: true,
    options: {
      ...shared,
      ...WEBSOCKET_FLAGS,
      port: { type: 'string', default: '3000' },
      'dynamodb-port': { type: 'string' },
      'dynamodb-endpoint': { type: 'string' },
      watch: { type: 'boolean', default: true },
      'function-logs': { type: 'boolean', default: false },
      routes: { type: 'boolean', default: false },
      outbox: { type: 'string' },
    },
  });
  return {
    ...templateOptions(values, project),
    database: databaseOptions(
      { ...values, host: '127.0.0.1', port: values['dynamodb-port'] },
      'dynamodb-port',
      project,
    ),
    host: values.host,
    port: port('port', values.port),
    watch: values.watch,
    functionLogs: values['function-logs'],
    routes: values.routes,
    folder: dataFolder(values, project),
    outbox: values.outbox === undefined ? undefined : resolve(values.outbox),
    builds: values.template === undefined,
    webSocket: { port: port('websocket-port', values['websocket-port']), lifetimes: lifetimes(values) },
  };
};

/** Reads the arguments of `db`. @throws Failure for what it doesn't understand */
export const readDatabaseCommand = (args: string[], project: Project): DatabaseCommand => {
  const options = { ...shared, port: { type: 'string' }, 'dynamodb-port': { type: 'string' } } as const;
  const { values } = parseCommandLine({ args, options });
  const chosen = values.port ?? values['dynamodb-port'];
  return {
    ...templateOptions(values, project),
    database: databaseOptions({ ...values, port: chosen }, 'port', project),
  };
};
