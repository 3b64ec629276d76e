import { boardPartition, LINK_BOUNDS } from './keys.ts';
import { BATCH, batchDelete } from './kit/batch-delete.ts';
import { type Query, queryPages } from './kit/read.ts';

/** Concurrent batches: a partition accepts a thousand writes a second. */
const PARALLEL = 4;

/** The items of a board: its partition, and its links in GSI1. */
const queries = (boardId: string): Query[] => {
  const partition = boardPartition(boardId);
  return [
    { partition, keysOnly: true },
    { partition, keysOnly: true, index: 'GSI1', bounds: LINK_BOUNDS },
  ];
};

/**
 * Access pattern "remove all of a board": deletes items page by page. If it stops, the next call continues with the
 * rest. One write unit for each item and each of its index entries.
 * @param isTimeUp called before each round of batches; true ends the removal
 * @returns how many items were deleted, and whether all are deleted
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
