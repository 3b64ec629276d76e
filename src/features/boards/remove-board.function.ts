import { queueConsumer } from '../../lambda/consumers/queue.ts';
import { removeItemsOf } from '../../table/removal.ts';
import { sendJobs } from '../changes/jobs.ts';
import { RemoveBoardJob } from '../changes/schemas.ts';

/**
 * The part of its time that a function keeps: a round of deletions that the table throttles, and the next job, come to
 * their end in it, before anybody is alarmed.
 */
const KEPT = 1 / 5;

/**
 * Removes everything that a deleted board has left behind. What there is no time for becomes a job of its own: a large
 * board takes many, and none of them has failed. @throws Error when there was no time for anything, Refusal `unavailable`
 */
const removeBoardItems = async (boardId: string, remainingMs: () => number): Promise<void> => {
  const keptMs = remainingMs() * KEPT;
  const { deleted, done } = await removeItemsOf(boardId, () => remainingMs() < keptMs);
  if (done) return;
  // Jobs that get nowhere would send each other for ever.
  if (deleted === 0) throw new Error('There was no time to remove anything of a board');
  await sendJobs([{ kind: 'remove-board', boardId }]);
};

export const handler = queueConsumer({
  schema: RemoveBoardJob,
  work: ({ body, remainingMs }) => removeBoardItems(body.boardId, remainingMs),
});
