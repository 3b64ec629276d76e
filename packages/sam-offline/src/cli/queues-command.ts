import process from 'node:process';
import { identityFor } from '../aws-api/identity.ts';
import { findDatabase } from '../dynamodb/find.ts';
import { Failure } from '../failure.ts';
import { type CommandName, commandName } from '../project/command-name.ts';
import { type Project, suppliedBy } from '../project/project.ts';
import { openQueueStore, type QueueStore } from '../sqs/store.ts';
import { readApplication } from '../template/application.ts';
import type { Queue } from '../template/sqs/queue.ts';
import { runScript } from './command-line.ts';
import { type QueuesCommand, readQueuesCommand } from './queues-options.ts';

/** What a command has to do with the queues. @returns what it prints @throws Failure */
export type QueuesTask = (store: QueueStore, queues: Queue[], chosen: Queue | undefined) => Promise<string>;

type Invocation = { name: CommandName; help: string; args: string[]; project: Project };

/** Runs `queues` or `redrive` as this process. */
export const runQueuesCommand = ({ name, help, args, project }: Invocation, task: QueuesTask): Promise<void> =>
  runScript({ help, version: project.version }, args, () =>
    withQueues(readQueuesCommand(args, project), { name, project }, task),
  );

type Naming = { name: CommandName; project: Project };

const withQueues = async (command: QueuesCommand, { name, project }: Naming, task: QueuesTask): Promise<string> => {
  const holders = { runner: commandName(project, 'start'), holder: commandName(project, name) };
  const identity = identityFor(command.database.kind, process.env);
  const { queues } = readApplication({ ...command, region: identity.region, ...suppliedBy(project, {}) });
  const chosen = command.queue === undefined ? undefined : named(queues, command.queue);
  const database = await findDatabase({ ...command, ...holders }, identity);
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
