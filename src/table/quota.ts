import { QUOTA_WINDOW_SECONDS, type Quota } from '../domain/quota.ts';
import { quotaKeys } from './keys.ts';
import { sendUpdate, type UpdateWrite, update } from './kit/write.ts';

/** How many windows a counter is kept after its own: clocks of execution environments differ a little. */
const KEPT_WINDOWS = 2;

/**
 * Counts one more post unless the limit is reached. This is a condition of the update, so the limit is exact under
 * concurrency. Sent alone or as a part of a transaction.
 */
export const countPostWrite = ({ policy, subjectDigest, limit, window }: Quota): UpdateWrite =>
  update(quotaKeys(policy, subjectDigest, window), 'ADD #count :one SET expiresAt = :expiresAt', {
    condition: 'attribute_not_exists(#count) OR #count < :limit',
    names: { '#count': 'count' },
    values: { ':one': 1, ':limit': limit, ':expiresAt': (window + 1 + KEPT_WINDOWS) * QUOTA_WINDOW_SECONDS },
  });

/**
 * Access pattern "count a post". After a lost answer the SDK repeats the update, which counts again. That can cost the
 * sender one post of this window, but never exceeds the limit.
 * @returns the posts of the window, including this one; undefined when the limit was reached
 */
export const countPost = async (quota: Quota): Promise<number | undefined> => {
  const { returned } = await sendUpdate(countPostWrite(quota), 'UPDATED_NEW');
  return returned && Number(returned.count);
};
