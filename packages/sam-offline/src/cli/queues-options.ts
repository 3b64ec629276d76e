import { Failure } from '../failure.ts';
import { INFORMATION_HELP, parseCommandLine } from './command-line.ts';
import {
  type DatabaseOptions,
  databaseOptions,
  shared,
  type TemplateOptions,
  templateOptions,
} from './shared-options.ts';

/** Options of `npm run queues` and `npm run redrive`. */
export type QueuesCommand = TemplateOptions & {
  /** Where a runner's database would be, and the data file for when none runs. */
  database: DatabaseOptions;
  /** What of the two was named, so that the other won't do. */
  named: 'database' | 'file' | undefined;
  /** The name of one queue; undefined for all of them. */
  queue: string | undefined;
};

const OPTIONS_HELP = `  --dynamodb-port N         port of the database of a runner (default 8000)
  --dynamodb-endpoint URL   the DynamoDB that the runner uses
  --db-path FILE            the data file of a runner that doesn't run (default whiteboard.db of the data folder)
  --data-dir FOLDER         the data folder of such a runner (default .whiteboard beside the template)
  --parameter KEY=VALUE     a value for a parameter of the template; repeat it for several
  --resolve KEY=VALUE       what {{resolve:KEY}} stands for
  --template FILE           another template
${INFORMATION_HELP}`;

export const QUEUES_HELP = `npm run queues -- [QUEUE] [options]: what is in the queues of npm start, whether that runs or not

  QUEUE                     show the oldest messages of this queue, without receiving them
${OPTIONS_HELP}`;

export const REDRIVE_HELP = `npm run redrive -- [QUEUE] [options]: moves dead letters back to the queues that they come from

  QUEUE                     only those in this dead-letter queue (default: all of them)
${OPTIONS_HELP}`;

/** Reads the arguments of either. @throws Failure for what it doesn't understand */
export const readQueuesCommand = (args: string[]): QueuesCommand => {
  const { 'db-path': dbPath, 'data-dir': dataDir, template, parameter, resolve } = shared;
  const options = {
    'db-path': dbPath,
    'data-dir': dataDir,
    'dynamodb-endpoint': { type: 'string' },
    'dynamodb-port': { type: 'string' },
    template,
    parameter,
    resolve,
  } as const;
  const { values, positionals } = parseCommandLine({ args, options, allowPositionals: true });
  const [queue, ...others] = positionals;
  if (others.length > 0) throw new Failure('Name one queue, or none for all of them.');
  const port = values['dynamodb-port'];
  return {
    ...templateOptions(values),
    database: databaseOptions({ ...values, host: '127.0.0.1', memory: false, port }, 'dynamodb-port'),
    named: namedBy(port ?? values['dynamodb-endpoint'], values['db-path']),
    queue,
  };
};

/** A file that is named is not that of whatever runner has the usual port. */
const namedBy = (database: string | undefined, file: string | undefined): QueuesCommand['named'] => {
  if (database !== undefined) return 'database';
  return file === undefined ? undefined : 'file';
};
