import { isDeepStrictEqual } from 'node:util';
import type { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/**
 * A write whose answer was lost is sent again by the SDK, and can then fail on what its own first attempt did. These
 * tell such a success from a refusal, by the item that DynamoDB returns (ReturnValuesOnConditionCheckFailure: ALL_OLD).
 */
const isRepeated = (error: ConditionalCheckFailedException): boolean => (error.$metadata.attempts ?? 1) > 1;

/** Whether a deletion failed because an earlier attempt of it had carried it out. */
export const isDeletedAlready = (error: ConditionalCheckFailedException): boolean => isRepeated(error) && !error.Item;

/** Whether an edit for one of these versions failed because an earlier attempt had made this entity of it. */
export const isEditedAlready = (
  error: ConditionalCheckFailedException,
  entity: { version: number },
  change: object,
  versions: readonly number[] | undefined,
): boolean =>
  isRepeated(error) &&
  versions?.includes(entity.version - 1) === true &&
  Object.entries(change).every(
    ([name, value]) =>
      value === undefined || isDeepStrictEqual((entity as Record<string, unknown>)[name], value ?? undefined),
  );
