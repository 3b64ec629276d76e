// `sam-offline db`: the embedded database alone, with the template's tables.
import process from 'node:process';
import { identityFor } from '../aws-api/identity.ts';
import { openDatabase } from '../dynamodb/open.ts';
import { commandName } from '../project/command-name.ts';
import { type Project, suppliedBy } from '../project/project.ts';
import { readApplication } from '../template/application.ts';
import { runCommand, type Service } from './command.ts';
import { databaseHelp, readDatabaseCommand } from './options.ts';

const startDatabase = async (args: string[], project: Project): Promise<Service> => {
  const { database: options, ...command } = readDatabaseCommand(args, project);
  const identity = identityFor(options.kind, process.env);
  const { region } = identity;
  const { tables } = readApplication({ ...command, region, ...suppliedBy(project, {}) });
  const database = await openDatabase(options, identity, commandName(project, 'db'));
  try {
    await database.ensureTables(tables);
  } catch (error) {
    await database.stop();
    throw error;
  }
  const names = tables.map(({ name }) => name).join(', ');
  const banner = `DynamoDB is running at ${database.endpoint} (access key local)\nTables: ${names}\nData: ${database.location}\nCtrl-C stops it.\n`;
  return { banner, died: database.died, stop: () => database.stop() };
};

/** Runs it as this process. */
export const run = (args: string[], project: Project): Promise<void> =>
  runCommand({ help: databaseHelp(project), version: project.version }, args, () => startDatabase(args, project));
