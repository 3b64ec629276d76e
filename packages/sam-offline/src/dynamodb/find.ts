import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { Identity } from '../aws-api/identity.ts';
import { Failure } from '../failure.ts';
import { createClient } from '../storage/client.ts';
import { OWN_TABLE } from '../storage/own-table.ts';
import { type Database, startEmbedded, useEndpoint } from './database.ts';
import { DataFileInUse } from './lock.ts';
import type { DatabaseOptions } from './options.ts';

type FindOptions = {
  database: DatabaseOptions;
  named: 'database' | 'file' | undefined;
  /** What is told of a database that is not there: the command that it belongs to, and the one that looks for it. */
  runner: string;
  holder: string;
};

/**
 * The database that a runner keeps its own things in: that of a running one, or else its data file, opened for as long.
 * @param named of the two, if only that will do
 * @throws Failure when there is none, or the file is in use by a process whose database is elsewhere
 */
export const findDatabase = async (
  { database: options, named, runner, holder }: FindOptions,
  identity: Identity,
): Promise<Database> => {
  const url = options.kind === 'endpoint' ? options.url : `http://${options.host}:${options.port}`;
  if (named !== 'file' && (await isRunners(url, identity))) return useEndpoint({ url, ...identity });
  if (options.kind === 'endpoint' || named === 'database')
    throw new Failure(`There is no database of ${runner} at ${url}.`);
  const database = await startEmbedded({ ...options, ...identity, port: 0, holder }).catch((error: unknown) => {
    if (!(error instanceof DataFileInUse)) throw error;
    throw new Failure(`${error.message} If that runs with a database port of its own, give --dynamodb-port.`);
  });
  try {
    await database.ensureTables([OWN_TABLE]);
    return database;
  } catch (error) {
    await database.stop();
    throw error;
  }
};

/** Anything may listen there, and not answer. */
const ANSWER_WITHIN_MS = 3_000;

const isRunners = async (url: string, identity: Identity): Promise<boolean> => {
  const client = createClient({ url, ...identity });
  try {
    const abortSignal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    await client.send(new DescribeTableCommand({ TableName: OWN_TABLE.name }), { abortSignal });
    return true;
  } catch {
    return false;
  } finally {
    client.destroy();
  }
};
