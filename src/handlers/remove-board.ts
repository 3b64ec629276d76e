import { queueConsumer } from '../consumers/queue.ts';
import { RemoveBoardJob } from '../schemas/job.ts';
import { removeBoardItems } from '../usecases/remove-board-items.ts';

export const handler = queueConsumer({
  schema: RemoveBoardJob,
  work: ({ body, remainingMs }) => removeBoardItems(body.boardId, remainingMs),
});
