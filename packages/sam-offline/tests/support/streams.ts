import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AttributeValue,
  DeleteItemCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { LOCAL } from '../../src/aws-api/identity.ts';
import type { Database } from '../../src/dynamodb/database.ts';
import { openDatabase } from '../../src/dynamodb/open.ts';
import { startStreams } from '../../src/dynamodb/streams/event-source.ts';
import { type Sweeping, startTimeToLive } from '../../src/dynamodb/time-to-live/event-source.ts';
import { deploy } from '../../src/lambda/deployment.ts';
import type { EventSource } from '../../src/lambda/event-source.ts';
import { createClient } from '../../src/storage/client.ts';
import { OWN_TABLE } from '../../src/storage/own-table.ts';
import { readApplication } from '../../src/template/application.ts';
import type { DynamoDbEvent } from '../../src/template/dynamodb/event.ts';
import { streamsOf } from '../../src/template/events/registry.ts';
import { waitFor } from '../../testing/wait-for.ts';

export const STREAMS_FIXTURE = join(__dirname, 'fixtures', 'streams', 'template.yaml');

const OPTIONS = { kind: 'embedded' as const, host: '127.0.0.1', port: 0, file: undefined };
const identity = LOCAL;

/** An embedded database for streams, in memory. */
export const startStreamsDatabase = (): Promise<Database> => openDatabase(OPTIONS, identity, 'a test');

/** What the fixture's function has recorded: a list of records for each invocation. */
export const batchesIn = (file: string): DynamoDBRecord[][] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as DynamoDBRecord[])
    : [];

export const idOf = (record: DynamoDBRecord): string => record.dynamodb?.Keys?.id?.S ?? '';

export type StreamOptions = {
  /** Settings that a template cannot contain, or only in whole seconds. */
  event?: Partial<DynamoDbEvent>;
  now?: () => number;
  /** The database's address for the poller; its own by default. */
  url?: string;
};

let tables = 0;

/** The fixture application, which records its input, over a table with its own name. */
const applicationOf = ({ url: databaseUrl }: Database, properties: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-streams-'));
  const recordsFile = join(folder, 'records.jsonl');
  tables += 1;
  const tableName = `things-${tables}`;
  const text = readFileSync(STREAMS_FIXTURE, 'utf8')
    .replace('CodeUri: functions/', `CodeUri: ${join(STREAMS_FIXTURE, '..', 'functions')}`)
    .replace('StartingPosition: TRIM_HORIZON, BatchSize: 5', properties);
  const template = join(folder, 'template.yaml');
  writeFileSync(template, text);
  const parameters = new Map([
    ['RecordsFile', recordsFile],
    ['TableName', tableName],
  ]);
  const application = readApplication({ template, parameters, region: identity.region, databaseUrl });
  return { folder, recordsFile, tableName, application };
};

/** The items of a table. */
const itemsOf = (client: DynamoDBClient, tableName: string) => {
  const put = (id: string, attributes: Record<string, AttributeValue> = {}) =>
    client.send(new PutItemCommand({ TableName: tableName, Item: { id: { S: id }, ...attributes } }));
  return {
    put,
    putAll: async (...ids: string[]) => {
      for (const id of ids) await put(id);
    },
    remove: (id: string) => client.send(new DeleteItemCommand({ TableName: tableName, Key: { id: { S: id } } })),
    exists: async (id: string) => {
      const { Item } = await client.send(new GetItemCommand({ TableName: tableName, Key: { id: { S: id } } }));
      return Item !== undefined;
    },
  };
};

/** The fixture application over a table of its own in `database`. @param properties of its DynamoDB event, as YAML */
export const streamOf = async (database: Database, properties: string, options: StreamOptions = {}) => {
  const { folder, recordsFile, tableName, application } = applicationOf(database, properties);
  for (const event of streamsOf(application.functions)) Object.assign(event, options.event);
  await database.ensureTables([...application.tables, OWN_TABLE]);
  const client = createClient({ url: database.url, ...identity });
  const errors: string[] = [];
  const sent: { queueArn: string; document: Record<string, unknown> }[] = [];
  const deployment = deploy(application, identity.credentials, () => undefined);
  const context = {
    application,
    pools: deployment.pools,
    databaseUrl: options.url ?? database.url,
    embedded: true,
    identity,
    sendToQueue: async (queueArn: string, body: string) => {
      sent.push({ queueArn, document: JSON.parse(body) });
    },
    logError: (text: string) => errors.push(text),
  };
  const running: EventSource[] = [];
  const batches = () => batchesIn(recordsFile).map((records) => records.map(idOf));
  return {
    tableName,
    client,
    errors,
    sent,
    /** Starts polling, after all earlier writes. */
    start: () => {
      const pace = { now: options.now ?? Date.now, idleMs: 5, retryDelayMs: () => 5 };
      running.push(...startStreams(context, pace));
    },
    sweep: (sweeping: Sweeping) => running.push(...startTimeToLive(context, sweeping)),
    stopPolling: async () => {
      await Promise.all(running.splice(0).map((source) => source.stop()));
    },
    /** The ids of the items in every invocation. */
    batches,
    records: () => batchesIn(recordsFile).flat(),
    /** Waits until the function has got this many records, counting retries, and returns the batches. */
    received: (count: number) => waitFor(`${count} records`, () => batches().flat().length >= count && batches()),
    ...itemsOf(client, tableName),
    /** Deletes the table and creates it again, with another stream. */
    renewTable: async () => {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      await database.ensureTables(application.tables);
    },
    end: async () => {
      await Promise.all(running.splice(0).map((source) => source.stop()));
      await deployment.terminate();
      client.destroy();
      rmSync(folder, { recursive: true });
    },
  };
};

export type Stream = Awaited<ReturnType<typeof streamOf>>;

/**
 * For a `describe`: its own database, and a function that opens `streamOf` on it, from the oldest record unless
 * `properties` say otherwise. Everything that a test opens ends with the test.
 */
export const useStreams = (): ((properties?: string, options?: StreamOptions) => Promise<Stream>) => {
  let database: Database;
  const streams: Stream[] = [];
  beforeAll(async () => {
    database = await startStreamsDatabase();
  });
  afterEach(() => Promise.all(streams.splice(0).map((stream) => stream.end())));
  afterAll(() => database.stop());
  return async (properties = '', options = {}) => {
    const position = properties.includes('StartingPosition') ? '' : 'StartingPosition: TRIM_HORIZON, ';
    const stream = await streamOf(database, `${position}${properties}`.replace(/, $/, ''), options);
    streams.push(stream);
    return stream;
  };
};
