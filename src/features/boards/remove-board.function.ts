import { queueConsumer } from '../../lambda/consumers/queue.ts';
import { RemoveBoardJob } from '../changes/schemas.ts';
import { removeBoardItems } from './remove-board-items.ts';

export const handler = queueConsumer({
  schema: RemoveBoardJob,
  work: ({ body, remainingMs }) => removeBoardItems(body.boardId, remainingMs),
});
