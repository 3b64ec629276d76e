import { removeItemsOf } from '../table/removal.ts';

/** What a function keeps of its time, to say how far it came. Milliseconds. */
const RESERVE_MS = 5_000;

/**
 * Removes everything that a deleted board has left behind.
 * @throws Error when there was no time for all of it; the next call goes on
 */
export const removeBoardItems = async (boardId: string, remainingMs: () => number): Promise<void> => {
  const { deleted, done } = await removeItemsOf(boardId, () => remainingMs() < RESERVE_MS);
  if (!done) throw new Error(`Removed ${deleted} items of a board; the rest is left for the next attempt`);
};
