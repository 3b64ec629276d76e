import type { DatabaseOptions } from '../dynamodb/options.ts';
import { Failure } from '../failure.ts';
import { commandLine, commandName } from '../project/command-name.ts';
import type { Project } from '../project/project.ts';
import type { TemplateOptions } from '../template/options.ts';
import { informationHelp, parseCommandLine } from './command-line.ts';
import { databaseOptions, shared, templateOptions } from './shared-options.ts';

/** Options of `queues` and `redrive`. */
export type QueuesCommand = TemplateOptions & {
  /** Where a runner's database would be, and the data file for when none runs. */
  database: DatabaseOptions;
  /** What of the two was named, so that the other won't do. */
  named: 'database' | 'file' | undefined;
  /** The name of one queue; undefined for all of them. */
  queue: string | undefined;
};

const optionsHelp = ({ versionOf, databaseFile, dataFolder }: Project): string =>
  `  --dynamodb-port N         port of the database of a runner (default 8000)
  --dynamodb-endpoint URL   the DynamoDB that the runner uses
  --db-path FILE            the data file of a runner that doesn't run (default ${databaseFile} of the data folder)
  --data-dir FOLDER         the data folder of such a runner (default ${dataFolder} beside the template)
  --parameter KEY=VALUE     a value for a parameter of the template; repeat it for several
  --resolve KEY=VALUE       what {{resolve:KEY}} stands for
  --template FILE           another template
${informationHelp(versionOf)}`;

export const queuesHelp = (project: Project): string =>
  `${commandLine(project, 'queues', '[QUEUE] [options]')}: what is in the queues of ${commandName(project, 'start')}, whether that runs or not

  QUEUE                     show the oldest messages of this queue, without receiving them
${optionsHelp(project)}`;

export const redriveHelp = (project: Project): string =>
  `${commandLine(project, 'redrive', '[QUEUE] [options]')}: moves dead letters back to the queues that they come from

  QUEUE                     only those in this dead-letter queue (default: all of them)
${optionsHelp(project)}`;

/** Reads the arguments of either. @throws Failure for what it doesn't understand */
export const readQueuesCommand = (args: string[], project: Project): QueuesCommand => {
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
    ...templateOptions(values, project),
    database: databaseOptions({ ...values, host: '127.0.0.1', memory: false, port }, 'dynamodb-port', project),
    named: namedBy(port ?? values['dynamodb-endpoint'], values['db-path']),
    queue,
  };
};

/** A file that is named is not that of whatever runner has the usual port. */
const namedBy = (database: string | undefined, file: string | undefined): QueuesCommand['named'] => {
  if (database !== undefined) return 'database';
  return file === undefined ? undefined : 'file';
};
