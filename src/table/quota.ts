import { ConditionalCheckFailedException, type Update, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { QUOTA_WINDOW_SECONDS, type Quota } from '../domain/quota.ts';
import { client, table } from './client.ts';
import { quotaKeys } from './keys.ts';
import type { Write } from './transaction.ts';

/** Windows that a counter outlives its own by: clocks of execution environments differ a little. */
const KEPT_WINDOWS = 2;

/** Counts one post more unless the limit is reached: a condition of the update, so exact whoever races. */
const increment = ({ policy, subjectDigest, limit, window }: Quota) =>
  ({
    TableName: table().TableName,
    Key: marshall(quotaKeys(policy, subjectDigest, window)),
    UpdateExpression: 'ADD #count :one SET expiresAt = :expiresAt',
    ConditionExpression: 'attribute_not_exists(#count) OR #count < :limit',
    ExpressionAttributeNames: { '#count': 'count' },
    ExpressionAttributeValues: marshall({
      ':one': 1,
      ':limit': limit,
      ':expiresAt': (window + 1 + KEPT_WINDOWS) * QUOTA_WINDOW_SECONDS,
    }),
  }) satisfies Update;

/** The count as a part of a transaction. */
export const countPostWrite = (quota: Quota): Write => ({ Update: increment(quota) });

/**
 * Access pattern "count a post". An update whose answer was lost is repeated by the SDK and counts again: that can cost
 * its sender a place of this window, and never lets a post too many through.
 * @returns the posts of the window, this one included; undefined when there were as many as may be
 */
export const countPost = async (quota: Quota): Promise<number | undefined> => {
  try {
    const { Attributes = {} } = await client().send(
      new UpdateItemCommand({ ...table(), ...increment(quota), ReturnValues: 'UPDATED_NEW' }),
    );
    return (unmarshall(Attributes) as { count: number }).count;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw error;
  }
};
