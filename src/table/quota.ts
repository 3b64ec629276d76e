import { QUOTA_WINDOW_SECONDS, type Quota } from '../domain/quota.ts';
import { quotaKeys } from './keys.ts';
import { sendUpdate, type UpdateWrite, update } from './kit/write.ts';

/** Windows that a counter outlives its own by: clocks of execution environments differ a little. */
const KEPT_WINDOWS = 2;

/** Counts one post more unless the limit is reached: a condition of the update, so exact whoever races. Alone or as a part of a transaction. */
export const countPostWrite = ({ policy, subjectDigest, limit, window }: Quota): UpdateWrite =>
  update(quotaKeys(policy, subjectDigest, window), 'ADD #count :one SET expiresAt = :expiresAt', {
    condition: 'attribute_not_exists(#count) OR #count < :limit',
    names: { '#count': 'count' },
    values: { ':one': 1, ':limit': limit, ':expiresAt': (window + 1 + KEPT_WINDOWS) * QUOTA_WINDOW_SECONDS },
  });

/**
 * Access pattern "count a post". An update whose answer was lost is repeated by the SDK and counts again: that can cost
 * its sender a place of this window, and never lets a post too many through.
 * @returns the posts of the window, this one included; undefined when there were as many as may be
 */
export const countPost = async (quota: Quota): Promise<number | undefined> => {
  const { returned } = await sendUpdate(countPostWrite(quota), 'UPDATED_NEW');
  return returned && Number(returned.count);
};
