import { isDeepStrictEqual } from 'node:util';
import type { Refused } from './kit/write.ts';

/**
 * After a lost answer the SDK sends a write again, and the repetition can fail because the first attempt succeeded.
 * These functions recognise such a success by the item that the repetition found.
 */

/** Whether a deletion failed because an earlier attempt of it had succeeded. */
export const isDeletedAlready = ({ found, isRepeated }: Refused): boolean => isRepeated && !found;

/** Whether an edit of one of these versions failed because an earlier attempt of it had produced this entity. */
export const isEditedAlready = (
  { isRepeated }: Refused,
  entity: { version: number },
  change: object,
  versions: readonly number[] | undefined,
): boolean =>
  isRepeated &&
  versions?.includes(entity.version - 1) === true &&
  Object.entries(change).every(
    ([name, value]) =>
      value === undefined || isDeepStrictEqual((entity as Record<string, unknown>)[name], value ?? undefined),
  );
