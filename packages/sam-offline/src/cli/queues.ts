// `npm run queues`: what is in the queues.
import { runQueuesCommand } from './queues-command.ts';
import { QUEUES_HELP } from './queues-options.ts';
import { messagesTable, queuesTable } from './queues-report.ts';

const MOST_MESSAGES = 20;

await runQueuesCommand('queues', QUEUES_HELP, async (store, queues, chosen) => {
  if (chosen) return messagesTable(chosen, await store.peek(chosen, MOST_MESSAGES), Date.now());
  return queuesTable(await Promise.all(queues.map(async (queue) => [queue, await store.measure(queue)] as const)));
});
