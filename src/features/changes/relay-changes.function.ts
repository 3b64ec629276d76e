import type { Change } from '../../domain/change.ts';
import { streamConsumer } from '../../lambda/consumers/stream.ts';
import { countChanges } from '../../table/figures.ts';
import { type Job, sendJobs } from './jobs.ts';

/** The job that a change causes, if any. */
const jobOf = (change: Change): Job | undefined => {
  if (change.entity === 'board' && change.before && !change.after) {
    return { kind: 'remove-board', boardId: change.before.id };
  }
  if (change.entity === 'contact' && change.after && !change.before) {
    return { kind: 'send-contact', contactId: change.after.id };
  }
  return undefined;
};

/**
 * Sends the jobs that changes cause, then counts the changes. A repetition counts nothing twice. It may send a job
 * again; consumers of jobs are idempotent.
 * @throws Error, Refusal `unavailable`
 */
export const handler = streamConsumer(async (changes) => {
  await sendJobs(changes.map(jobOf).filter((job) => job !== undefined));
  await countChanges(changes);
});
