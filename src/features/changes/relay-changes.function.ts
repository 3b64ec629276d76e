import type { Change } from '../../domain/change.ts';
import { streamConsumer } from '../../lambda/consumers/stream.ts';
import { countChanges } from '../../table/figures.ts';
import { type Job, sendJobs } from './jobs.ts';

/** The job that a change leaves behind, if any. */
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
 * Hands on what changes leave to be done, then counts them. Repeating it counts nothing twice; a job may be handed on
 * again, which its doers bear. @throws Error, Refusal `unavailable`
 */
export const handler = streamConsumer(async (changes) => {
  await sendJobs(changes.map(jobOf).filter((job) => job !== undefined));
  await countChanges(changes);
});
