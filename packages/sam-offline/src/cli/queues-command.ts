import process from 'node:process';
import { findDatabase } from '../dynamodb/find.ts';
import { identityFor } from '../dynamodb/identity.ts';
import { Failure } from '../failure.ts';
import { openQueueStore, type QueueStore } from '../sqs/store.ts';
import type { Queue } from '../sqs/template/queue.ts';
import { readApplication } from '../template/application.ts';
import { runScript } from './command-line.ts';
import { type QueuesCommand, readQueuesCommand } from './queues-options.ts';

/** What a command has to do with the queues. @returns what it prints @throws Failure */
export type QueuesTask = (store: QueueStore, queues: Queue[], chosen: Queue | undefined) => Promise<string>;

/** Runs `npm run queues` or `npm run redrive` as this process. @param name of the script */
export const runQueuesCommand = (name: string, help: string, task: QueuesTask): Promise<void> =>
  runScript(help, (args) => withQueues(readQueuesCommand(args), `npm run ${name}`, task));

const withQueues = async (command: QueuesCommand, holder: string, task: QueuesTask): Promise<string> => {
  const identity = identityFor(command.database, process.env);
  const { queues } = readApplication({ ...command, region: identity.region, databaseUrl: 'http://127.0.0.1' });
  const chosen = command.queue === undefined ? undefined : named(queues, command.queue);
  const database = await findDatabase(command, identity, holder);
  const store = openQueueStore({ url: database.url, ...identity });
  try {
    return await task(store, queues, chosen);
  } finally {
    store.close();
    await database.stop();
  }
};

const named = (queues: Queue[], name: string): Queue => {
  const queue = queues.find((candidate) => candidate.name === name || candidate.logicalId === name);
  if (queue) return queue;
  const names = queues.map((candidate) => candidate.name).join(', ') || 'none';
  throw new Failure(`There is no queue ${name}; the template has ${names}.`);
};
