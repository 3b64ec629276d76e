// `sam-offline queues`: what is in the queues.
import type { Project } from '../project/project.ts';
import { runQueuesCommand } from './queues-command.ts';
import { queuesHelp } from './queues-options.ts';
import { messagesTable, queuesTable } from './queues-report.ts';

const MOST_MESSAGES = 20;

/** Runs it as this process. */
export const run = (args: string[], project: Project): Promise<void> =>
  runQueuesCommand({ name: 'queues', help: queuesHelp(project), args, project }, async (store, queues, chosen) => {
    if (chosen) return messagesTable(chosen, await store.peek(chosen, MOST_MESSAGES), Date.now());
    return queuesTable(await Promise.all(queues.map(async (queue) => [queue, await store.measure(queue)] as const)));
  });
