// `npm run redrive`: dead letters go back to where they come from.
import { Failure } from '../failure.ts';
import { runQueuesCommand } from './queues-command.ts';
import { REDRIVE_HELP } from './queues-options.ts';
import { redriveReport, sourcesOf } from './queues-report.ts';

await runQueuesCommand('redrive', REDRIVE_HELP, async (store, queues, chosen) => {
  if (chosen && sourcesOf(chosen.arn, queues).length === 0) {
    throw new Failure(
      `${chosen.name} is no queue's dead-letter queue: what is in it comes from no queue, and can't be moved back to one.`,
    );
  }
  const all = queues.filter(({ arn }) => sourcesOf(arn, queues).length > 0);
  if (all.length === 0) return 'The template has no dead-letter queues.';
  const reports = [];
  for (const deadLetters of chosen ? [chosen] : all) {
    reports.push(redriveReport(deadLetters, await store.redrive(deadLetters, queues), queues));
  }
  return reports.join('\n');
});
