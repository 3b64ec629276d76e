// `sam-offline redrive`: dead letters go back to where they come from.
import { Failure } from '../failure.ts';
import type { Project } from '../project/project.ts';
import { type QueuesTask, runQueuesCommand } from './queues-command.ts';
import { redriveHelp } from './queues-options.ts';
import { redriveReport, sourcesOf } from './queues-report.ts';

/** Runs it as this process. */
export const run = (args: string[], project: Project): Promise<void> =>
  runQueuesCommand({ name: 'redrive', help: redriveHelp(project), args, project }, redrive);

const redrive: QueuesTask = async (store, queues, chosen) => {
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
};
