import { boardPartition, LINK_BOUNDS } from './keys.ts';
import { BATCH, batchDelete } from './kit/batch-delete.ts';
import { type Query, queryPages } from './kit/read.ts';

/** Batches under way at once: a partition takes a thousand writes a second. */
const PARALLEL = 4;

/** The items of a board: its partition, and in GSI1 the links that lead to it. */
const queries = (boardId: string): Query[] => {
  const partition = boardPartition(boardId);
  return [
    { partition, keysOnly: true },
    { partition, keysOnly: true, index: 'GSI1', bounds: LINK_BOUNDS },
  ];
};

/**
 * Access pattern "remove all of a board": what is there is deleted page by page, so that wherever it stops, the next call
 * goes on with what is left. One write unit for each item and each of its index entries.
 * @param isTimeUp asked before each round of batches; when it says so, the rest stays
 * @returns how many items were deleted, and whether none is left
 * @throws Refusal `unavailable`
 */
export const removeItemsOf = async (
  boardId: string,
  isTimeUp: () => boolean,
): Promise<{ deleted: number; done: boolean }> => {
  let deleted = 0;
  for (const query of queries(boardId)) {
    for await (const items of queryPages(query)) {
      for (let n = 0; n < items.length; n += BATCH * PARALLEL) {
        if (isTimeUp()) return { deleted, done: false };
        const round = items.slice(n, n + BATCH * PARALLEL);
        const batches = Array.from({ length: PARALLEL }, (_, place) => round.slice(place * BATCH, (place + 1) * BATCH));
        await Promise.all(batches.filter(({ length }) => length > 0).map(batchDelete));
        deleted += round.length;
      }
    }
  }
  return { deleted, done: true };
};
