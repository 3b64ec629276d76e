import { types } from 'node:util';
import { acceptedAccessKeys, type Identity } from '../aws-api/identity.ts';
import { codeOf, Failure, messageOf } from '../failure.ts';
import type { Table } from '../template/dynamodb/table.ts';
import { passingDataFile, takeDataFile } from './data-file.ts';
import { findDynoxide, startDynoxide } from './dynoxide.ts';
import { type Guard, startGuard } from './guard.ts';
import { tendStreamRecords } from './stream-records.ts';

/** The DynamoDB that the functions use, embedded or elsewhere. */
export type Database = {
  /**
   * Where the parts of the system that run here call it. Of an embedded one it is an address that nobody finds by
   * trying, because whatever comes there is carried out.
   */
  url: string;
  /** Where others call it: the address that people are told. */
  endpoint: string;
  /** Where the data is, for a reader: a path, `memory`, or the URL. */
  location: string;
  /** Creates what is missing. @throws Failure for a table that is there with other keys, or a database out of reach */
  ensureTables(tables: Table[]): Promise<void>;
  /** Resolves with the reason if an embedded database ends by itself. */
  died: Promise<string>;
  stop(): Promise<void>;
};

export type EmbeddedOptions = Identity & {
  host: string;
  port: number;
  /** Path of the data file, or undefined for data that isn't kept. */
  file: string | undefined;
  /** Who uses it, for the one who comes second: `npm start`. */
  holder: string;
};

/**
 * Starts the embedded database.
 * @throws Failure when there is no binary, the port is taken, or another process has the data file
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<Database> => {
  const binary = findDynoxide(import.meta.dirname, process.env.PATH ?? '');
  const file = options.file === undefined ? passingDataFile() : takeDataFile(options.file, options.holder);
  let guard: Guard | undefined;
  try {
    guard = await startGuard({ ...options, accessKeyIds: acceptedAccessKeys(options) });
    const { url: endpoint, open, close } = guard;
    if (!file.isNew) tendStreamRecords(file.path, Date.now());
    const dynoxide = await startDynoxide({ file: file.path, binary });
    // Nobody knows its address yet.
    if (file.isNew) tendStreamRecords(file.path, Date.now());
    file.opened();
    open(dynoxide.url);
    const stop = async () => {
      await close();
      await dynoxide.stop();
      file.release();
    };
    const location = options.file === undefined ? 'memory' : file.path;
    return { ...connection({ ...options, url: dynoxide.url }), endpoint, location, died: dynoxide.died, stop };
  } catch (error) {
    await guard?.close();
    file.release();
    throw error;
  }
};

/** Uses a database that somebody else runs. */
export const useEndpoint = (options: Identity & { url: string }): Database => ({
  ...connection(options),
  endpoint: options.url,
  location: options.url,
  died: new Promise(() => undefined),
  stop: async () => undefined,
});

const connection = (options: Identity & { url: string }) => {
  // The SDK takes longer to load than the database to start: it does so meanwhile.
  const loading = Promise.all([import('../storage/client.ts'), import('./tables.ts')]);
  return {
    url: options.url,
    ensureTables: async (tables: Table[]): Promise<void> => {
      const [{ createClient }, { ensureTable }] = await loading;
      const client = createClient(options);
      try {
        for (const table of tables) await ensureTable(client, table);
      } catch (error) {
        if (error instanceof Failure) throw error;
        throw new Failure(`The tables cannot be created at ${options.url}: ${reason(error)}.`);
      } finally {
        client.destroy();
      }
    },
  };
};

/** A refused connection has no message of its own when several addresses were tried; its code says it all. */
const reason = (error: unknown): string => {
  // The SDK met an answer that is not JSON, a page of some other server for one.
  if (types.isNativeError(error) && error.name === 'SyntaxError') return 'what answers there is no DynamoDB';
  return (messageOf(error) || (codeOf(error) ?? 'no reason given')).replace(/\.$/, '');
};
