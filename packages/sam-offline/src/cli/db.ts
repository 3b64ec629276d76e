// `npm run db`: the embedded database alone, with the template's tables.
import process from 'node:process';
import { identityFor } from '../dynamodb/identity.ts';
import { openDatabase } from '../dynamodb/open.ts';
import { readApplication } from '../template/application.ts';
import { runCommand } from './command.ts';
import { DATABASE_HELP, type DatabaseCommand, readDatabaseCommand } from './options.ts';

const startDatabase = async ({ database: options, ...command }: DatabaseCommand) => {
  const identity = identityFor(options, process.env);
  const { region } = identity;
  const { tables } = readApplication({ ...command, region, databaseUrl: 'http://127.0.0.1' });
  const database = await openDatabase(options, identity, 'npm run db');
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

await runCommand(DATABASE_HELP, async (args) => startDatabase(readDatabaseCommand(args)));
