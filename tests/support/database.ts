import { join } from 'node:path';
import { identityFor } from '../../local/database/identity.ts';
import { openDatabase } from '../../local/database/open.ts';
import { readApplication } from '../../local/template/application.ts';

/** A database with the template's table, in memory. */
export type TestDatabase = { endpoint: string; tableName: string; stop(): Promise<void> };

/** Starts an embedded database on a free port, with the table as template.yaml declares it. */
export const startDatabase = async (): Promise<TestDatabase> => {
  const options = { kind: 'embedded' as const, host: '127.0.0.1', port: 0, file: undefined };
  const identity = identityFor(options, {});
  const file = join(__dirname, '..', '..', 'template.yaml');
  const { tables } = readApplication({
    template: file,
    parameters: new Map(),
    region: identity.region,
    databaseUrl: '',
  });
  const [table] = tables;
  if (table === undefined) throw new Error('The template has no table');
  const database = await openDatabase(options, identity, 'a test');
  await database.ensureTables([table]);
  return { endpoint: database.url, tableName: table.name, stop: () => database.stop() };
};
