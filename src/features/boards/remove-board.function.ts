import { queueConsumer } from '../../lambda/consumers/queue.ts';
import { removeItemsOf } from '../../table/removal.ts';
import { sendJobs } from '../changes/jobs.ts';
import { RemoveBoardJob } from '../changes/schemas.ts';

/**
 * The share of its time that the function keeps in reserve. A throttled round of deletions and the sending of the next
 * job finish within it, before an alarm.
 */
const KEPT = 1 / 5;

/**
 * Removes everything that a deleted board has left behind. The rest becomes another job when the time is up: a large
 * board takes several jobs, and none of them counts as failed.
 * @throws Error when there was no time to remove anything, Refusal `unavailable`
 */
const removeBoardItems = async (boardId: string, remainingMs: () => number): Promise<void> => {
  const keptMs = remainingMs() * KEPT;
  const { deleted, done } = await removeItemsOf(boardId, () => remainingMs() < keptMs);
  if (done) return;
  // A job that removes nothing must not send the next one, or this would go on forever.
  if (deleted === 0) throw new Error('There was no time to remove any item of a board');
  await sendJobs([{ kind: 'remove-board', boardId }]);
};

export const handler = queueConsumer({
  schema: RemoveBoardJob,
  work: ({ body, remainingMs }) => removeBoardItems(body.boardId, remainingMs),
});
