import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { LOCAL } from '../../src/aws-api/identity.ts';
import { createServicesServer } from '../../src/aws-api/server.ts';
import { openDatabase } from '../../src/dynamodb/open.ts';
import { createSqs } from '../../src/sqs/api/service.ts';
import { openQueueStore, type QueueStore } from '../../src/sqs/store.ts';
import { OWN_TABLE } from '../../src/storage/own-table.ts';
import { type Application, readApplication } from '../../src/template/application.ts';
import type { Queue } from '../../src/template/sqs/queue.ts';

export const QUEUES_FIXTURE = join(__dirname, 'fixtures', 'queues', 'template.yaml');

/** The fixture's queues over a database in memory, with SQS in front of them and a clock that stands still. */
export type ServedQueues = {
  application: Application;
  store: QueueStore;
  url: string;
  databaseUrl: string;
  queue(logicalId: string): Queue;
  /** Epoch milliseconds, for another store of the same queues. */
  now(): number;
  /** Deploys the queues once more, with what `change` changes. */
  redeploy(change: (queue: Queue) => Partial<Queue>): void;
  /** Lets time pass. */
  advance(seconds: number): void;
  /** The records of the fixture's functions, oldest first. */
  records(): { event: SQSEvent }[];
  /** Releases the messages that block their invocation. */
  release(): void;
  /** The most concurrent invocations of WorkFunction. */
  mostAtOnce(): number;
  errors: string[];
  /** Empties the queues, and forgets records and released messages. */
  forget(): Promise<void>;
  stop(): Promise<void>;
};

export const IDENTITY = LOCAL;

/** The records of functions in a file; the last line may be incomplete. */
const notebookAt = (file: string) => {
  const lines = () => {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  };
  return {
    records: () => lines().filter(({ event }) => event !== undefined),
    release: () => writeFileSync(`${file}.released`, ''),
    mostAtOnce: () => {
      let running = 0;
      return Math.max(...lines().map(({ event }) => (running += event ? 1 : -1)));
    },
    forget: () => {
      for (const name of [file, `${file}.released`]) rmSync(name, { force: true });
    },
  };
};

const queueIn = ({ queues }: Application, logicalId: string): Queue => {
  const queue = queues.find((candidate) => candidate.logicalId === logicalId);
  if (queue === undefined) throw new Error(`There is no queue ${logicalId}`);
  return queue;
};

/** @param visibilitySeconds of Jobs; its function has as much time */
export const serveQueues = async (visibilitySeconds = 5): Promise<ServedQueues> => {
  const database = await openDatabase(
    { kind: 'embedded', host: '127.0.0.1', port: 0, file: undefined },
    IDENTITY,
    'a test',
  );
  await database.ensureTables([OWN_TABLE]);
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-queues-'));
  const file = join(folder, 'records');
  const { forget, ...notebook } = notebookAt(file);
  const errors: string[] = [];
  const server = createServicesServer(['local'], (text) => errors.push(text));
  const url = await server.listen();
  let time = Date.now();
  const now = () => time;
  const store = openQueueStore({ url: database.url, ...IDENTITY, now, recheckMs: 20 });
  const parameters = new Map([
    ['RecordsFile', file],
    ['VisibilitySeconds', String(visibilitySeconds)],
  ]);
  const urls = { databaseUrl: database.url, servicesUrl: url };
  const application = readApplication({ template: QUEUES_FIXTURE, parameters, region: IDENTITY.region, ...urls });
  const sqs = createSqs(store, now);
  server.serve([sqs(application.queues)]);
  return {
    application,
    store,
    url,
    databaseUrl: database.url,
    errors,
    queue: (logicalId) => queueIn(application, logicalId),
    now,
    redeploy: (change) => {
      server.serve([sqs(application.queues.map((queue) => ({ ...queue, ...change(queue) })))]);
    },
    advance: (seconds) => {
      time += seconds * 1_000;
    },
    ...notebook,
    forget: async () => {
      await Promise.all(application.queues.map((queue) => store.purge(queue)));
      forget();
    },
    stop: async () => {
      await server.close();
      store.close();
      await database.stop();
      rmSync(folder, { recursive: true });
    },
  };
};
