import { LOCAL } from '../local/database/identity.ts';
import { openDatabase } from '../local/database/open.ts';
import { readApplication } from '../local/template/application.ts';
import { keepForTeardown } from './global-teardown.ts';

/**
 * Before the first test file: an embedded database for each of jest's workers, in memory, where each file gets a table
 * of its own (tests/support/database.ts), and the table as template.yaml declares it.
 */
export default async ({ maxWorkers }: { maxWorkers: number }): Promise<void> => {
  const [table] = readApplication({
    template: 'template.yaml',
    parameters: new Map(),
    region: LOCAL.region,
    databaseUrl: '',
  }).tables;
  const options = { kind: 'embedded' as const, host: '127.0.0.1', port: 0, file: undefined };
  const databases = await Promise.all(
    Array.from({ length: maxWorkers }, () => openDatabase(options, LOCAL, 'a test run')),
  );
  keepForTeardown(databases);
  process.env.TEST_TABLE = JSON.stringify(table);
  process.env.TEST_DATABASES = JSON.stringify(databases.map(({ url }) => url));
};
