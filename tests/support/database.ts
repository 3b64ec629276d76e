import { randomUUID } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { createClient, ensureTable, LOCAL } from 'sam-offline/dynamodb/client';
import type { Table } from 'sam-offline/template';

/** A table of its own in the database of this worker, as template.yaml declares it. */
export type TestDatabase = { endpoint: string; tableName: string; stop(): Promise<void> };

/** What tests/global-setup.ts has prepared, and the part for this worker. */
const { TEST_DATABASES = '', JEST_WORKER_ID = '1' } = process.env;

/** Creates a table in a database that other test files use too. @returns a function that removes it */
export const makeTable = async (url: string, table: Table): Promise<() => Promise<void>> => {
  const client = createClient({ ...LOCAL, url });
  await ensureTable(client, table);
  return async () => {
    await client.send(new DeleteTableCommand({ TableName: table.name }));
    client.destroy();
  };
};

/** Creates a table in the embedded database of this worker; `stop` removes it. */
export const startDatabase = async (): Promise<TestDatabase> => {
  const { table, urls } = JSON.parse(TEST_DATABASES) as { table: Table; urls: string[] };
  const endpoint = urls[Number(JEST_WORKER_ID) - 1];
  if (endpoint === undefined) throw new Error(`tests/global-setup.ts started no database for worker ${JEST_WORKER_ID}`);
  const name = `Whiteboard-${randomUUID()}`;
  const definition = { ...table.definition, TableName: name };
  const stop = await makeTable(endpoint, { ...table, name, definition });
  return { endpoint, tableName: name, stop };
};
