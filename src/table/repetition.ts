import { isDeepStrictEqual } from 'node:util';
import type { Refused } from './kit/write.ts';

/**
 * A write whose answer was lost is sent again by the SDK, and can then fail on what its own first attempt did. These
 * tell such a success from a refusal, by the item that was in the way of the repetition.
 */

/** Whether a deletion failed because an earlier attempt of it had carried it out. */
export const isDeletedAlready = ({ found, isRepeated }: Refused): boolean => isRepeated && !found;

/** Whether an edit for one of these versions failed because an earlier attempt had made this entity of it. */
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
