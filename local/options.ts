import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Failure, messageOf } from './failure.ts';

const PROJECT = join(import.meta.dirname, '..');

/** Where the database is: embedded (with its data in a file, or in memory), or elsewhere. */
export type DatabaseOptions =
  | { kind: 'embedded'; host: string; port: number; file: string | undefined }
  | { kind: 'endpoint'; url: string };

/** Options of `npm run db`. */
export type DatabaseCommand = {
  database: DatabaseOptions;
  /** Path of the template. */
  template: string;
  /** Values for its parameters. */
  parameters: Map<string, string>;
};

/** Options of `npm start`. */
export type RunnerCommand = DatabaseCommand & {
  host: string;
  port: number;
  watch: boolean;
  functionLogs: boolean;
  /** Whether the functions are this project's, and so built from src/ before they are served. */
  builds: boolean;
};

const shared = {
  host: { type: 'string', default: '127.0.0.1' },
  memory: { type: 'boolean', default: false },
  'db-path': { type: 'string' },
  template: { type: 'string' },
  parameter: { type: 'string', multiple: true, default: [] as string[] },
  help: { type: 'boolean', default: false },
} as const;

const SHARED_HELP = `  --memory                  keep the data in memory only
  --db-path FILE            keep the data in FILE (default .whiteboard/whiteboard.db)
  --parameter KEY=VALUE     a value for a parameter of the template; repeat it for several
  --template FILE           another template; its functions' code is served as it is, not built
  --help                    this text`;

export const RUNNER_HELP = `npm start -- [options]: serves the application of template.yaml on this machine

  --port N                  port of the HTTP API (default 3000; 0: any free one)
  --host ADDRESS            address that the HTTP API listens on (default 127.0.0.1)
  --dynamodb-port N         port of the embedded database (default 8000; 0: any free one)
  --dynamodb-endpoint URL   use this DynamoDB instead of the embedded one
  --no-watch                don't follow changes of src/ and template.yaml
  --function-logs           print all that the functions log, not only warnings and errors
${SHARED_HELP}`;

export const DATABASE_HELP = `npm run db -- [options]: starts the embedded DynamoDB alone, with the template's tables

  --port N                  port (default 8000; 0: any free one); --dynamodb-port is the same
  --host ADDRESS            address to listen on (default 127.0.0.1; 0.0.0.0 for sam local)
${SHARED_HELP}`;

/** Reads the arguments of `npm start`; undefined asks for the help. @throws Failure for what it doesn't understand */
export const readRunnerCommand = (args: string[]): RunnerCommand | undefined => {
  const { values } = parse(() =>
    parseArgs({
      args,
      allowNegative: true,
      options: {
        ...shared,
        port: { type: 'string', default: '3000' },
        'dynamodb-port': { type: 'string' },
        'dynamodb-endpoint': { type: 'string' },
        watch: { type: 'boolean', default: true },
        'function-logs': { type: 'boolean', default: false },
      },
    }),
  );
  if (values.help) return undefined;
  return {
    ...templateOptions(values),
    database: databaseOptions({ ...values, host: '127.0.0.1', port: values['dynamodb-port'] }, 'dynamodb-port'),
    host: values.host,
    port: port('port', values.port),
    watch: values.watch,
    functionLogs: values['function-logs'],
    builds: values.template === undefined,
  };
};

/** Reads the arguments of `npm run db`; undefined asks for the help. @throws Failure for what it doesn't understand */
export const readDatabaseCommand = (args: string[]): DatabaseCommand | undefined => {
  const options = { ...shared, port: { type: 'string' }, 'dynamodb-port': { type: 'string' } } as const;
  const { values } = parse(() => parseArgs({ args, options }));
  if (values.help) return undefined;
  const chosen = values.port ?? values['dynamodb-port'];
  return { ...templateOptions(values), database: databaseOptions({ ...values, port: chosen }, 'port') };
};

/** @throws Failure with the sentence of what `parseArgs` threw */
export const parse = <Parsed>(read: () => Parsed): Parsed => {
  try {
    return read();
  } catch (error) {
    const sentence = (messageOf(error).split('. ')[0] ?? '').replace(/\.$/, '');
    throw new Failure(`${sentence}; --help lists the options.`);
  }
};

/** The template that an option names; the project's own by default. */
export const templatePath = (option: string | undefined): string => resolve(option ?? join(PROJECT, 'template.yaml'));

/** Where everything is kept that the runner keeps for a template: beside it. */
export const dataFolder = (template: string): string => join(dirname(template), '.whiteboard');

const templateOptions = (values: { template?: string | undefined; parameter: string[] }) => ({
  template: templatePath(values.template),
  parameters: new Map(values.parameter.map(parameter)),
});

const parameter = (text: string): [string, string] => {
  const [, key, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new Failure(`--parameter takes Key=Value, not "${text}".`);
  return [key, value];
};

type DatabaseValues = {
  host: string;
  memory: boolean;
  port: string | undefined;
  template?: string | undefined;
  'db-path'?: string | undefined;
  'dynamodb-endpoint'?: string | undefined;
};

const databaseOptions = (values: DatabaseValues, portFlag: string): DatabaseOptions => {
  const { memory, 'db-path': file, 'dynamodb-endpoint': url } = values;
  if (memory && file !== undefined) throw new Failure('--memory and --db-path exclude each other.');
  if (url !== undefined) {
    if (memory || file !== undefined || values.port !== undefined) {
      throw new Failure(`--dynamodb-endpoint excludes --memory, --db-path and --${portFlag}.`);
    }
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
      throw new Failure(`--dynamodb-endpoint takes a URL, not "${url}".`);
    return { kind: 'endpoint', url };
  }
  const path = resolve(file ?? join(dataFolder(templatePath(values.template)), 'whiteboard.db'));
  return {
    kind: 'embedded',
    host: values.host,
    port: port(portFlag, values.port ?? '8000'),
    file: memory ? undefined : path,
  };
};

/** @throws Failure for what is no port */
export const port = (flag: string, text: string): number => {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new Failure(`--${flag} takes a port from 0 to 65535, not "${text}".`);
  return number;
};
