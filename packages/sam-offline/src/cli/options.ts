import { resolve } from 'node:path';
import type { Lifetimes } from '../websocket-api/connections.ts';
import { lifetimes, WEBSOCKET_FLAGS, WEBSOCKET_HELP } from '../websocket-api/options.ts';
import { parseCommandLine } from './command-line.ts';
import {
  type DatabaseOptions,
  databaseOptions,
  dataFolder,
  port,
  SHARED_HELP,
  shared,
  type TemplateOptions,
  templateOptions,
} from './shared-options.ts';

/** Options of `npm run db`. */
export type DatabaseCommand = TemplateOptions & { database: DatabaseOptions };

/** Options of `npm start`. */
export type RunnerCommand = DatabaseCommand & {
  host: string;
  port: number;
  watch: boolean;
  functionLogs: boolean;
  /** Whether the banner lists the routes. */
  routes: boolean;
  /** The folder of what it keeps. */
  folder: string;
  /** The folder that mails land in, if it was named. */
  outbox: string | undefined;
  /** Whether the functions are this project's, and so built from src/ before they are served. */
  builds: boolean;
  webSocket: { port: number; lifetimes: Lifetimes };
};

export const RUNNER_HELP = `npm start -- [options]: serves the application of template.yaml on this machine

  --port N                  port of the HTTP API (default 3000; 0: any free one)
  --host ADDRESS            address that the APIs listen on (default 127.0.0.1)
${WEBSOCKET_HELP}
  --dynamodb-port N         port of the embedded database (default 8000; 0: any free one)
  --dynamodb-endpoint URL   use this DynamoDB instead of the embedded one
  --no-watch                don't follow changes of src/ and template.yaml
  --outbox FOLDER           put the mails that functions send there (default outbox of the data folder)
  --routes                  list the routes at the start
  --function-logs           print all that the functions log, not only warnings and errors
${SHARED_HELP}`;

export const DATABASE_HELP = `npm run db -- [options]: starts the embedded DynamoDB alone, with the template's tables

  --port N                  port (default 8000; 0: any free one); --dynamodb-port is the same
  --host ADDRESS            address to listen on (default 127.0.0.1; 0.0.0.0 for sam local)
${SHARED_HELP}`;

/** Reads the arguments of `npm start`. @throws Failure for what it doesn't understand */
export const readRunnerCommand = (args: string[]): RunnerCommand => {
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
  const options = templateOptions(values);
  return {
    ...options,
    database: databaseOptions({ ...values, host: '127.0.0.1', port: values['dynamodb-port'] }, 'dynamodb-port'),
    host: values.host,
    port: port('port', values.port),
    watch: values.watch,
    functionLogs: values['function-logs'],
    routes: values.routes,
    folder: dataFolder(values),
    outbox: values.outbox === undefined ? undefined : resolve(values.outbox),
    builds: values.template === undefined,
    webSocket: { port: port('websocket-port', values['websocket-port']), lifetimes: lifetimes(values) },
  };
};

/** Reads the arguments of `npm run db`. @throws Failure for what it doesn't understand */
export const readDatabaseCommand = (args: string[]): DatabaseCommand => {
  const options = { ...shared, port: { type: 'string' }, 'dynamodb-port': { type: 'string' } } as const;
  const { values } = parseCommandLine({ args, options });
  const chosen = values.port ?? values['dynamodb-port'];
  return { ...templateOptions(values), database: databaseOptions({ ...values, port: chosen }, 'port') };
};
