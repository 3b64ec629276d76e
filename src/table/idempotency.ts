import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { nowInSeconds } from '../domain/message.ts';
import { table } from './client.ts';
import { idempotencyKeys } from './keys.ts';
import { conditionFailed, transact, type Write } from './transaction.ts';

/**
 * What is remembered of an idempotent request: of its key and payload only digests, the id of what it made, the nonce
 * of the secret that it returned, and until when (epoch seconds).
 */
export type IdempotencyRecord = {
  keyDigest: string;
  payloadDigest: Uint8Array;
  id: string;
  nonce: Uint8Array;
  /** What else the answer was made of, beyond the request. */
  memo?: string | undefined;
  expiresAt: number;
};

/** The record's part of a transaction. A record whose time is over counts as none, since TTL removes it later. */
const putRecord = ({ keyDigest, ...attributes }: IdempotencyRecord): Write => ({
  Put: {
    TableName: table().TableName,
    Item: marshall({ ...idempotencyKeys(keyDigest), ...attributes }, { removeUndefinedValues: true }),
    ConditionExpression: 'attribute_not_exists(PK) OR expiresAt <= :now',
    ExpressionAttributeValues: marshall({ ':now': nowInSeconds() }),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
});

/**
 * Written now; or the record of an earlier request with this key; or the places of the writes that were refused by their
 * conditions.
 */
export type OnceOutcome = 'written' | { refused: number[] } | IdempotencyRecord;

/** Access pattern "create once": the record and what the request creates, in one transaction. @throws Refusal `unavailable` */
export const writeOnce = async (record: IdempotencyRecord, writes: Write[]): Promise<OnceOutcome> => {
  const reasons = await transact([putRecord(record), ...writes]);
  if (!reasons) return 'written';
  // It comes with a condition that failed, and only with one.
  const found = reasons[0]?.Item;
  if (!found) {
    return { refused: [...writes.keys()].filter((place) => conditionFailed(reasons, place + 1)) };
  }
  const { PK, SK, ...attributes } = unmarshall(found) as Omit<IdempotencyRecord, 'keyDigest'> & {
    PK: string;
    SK: string;
  };
  return { keyDigest: record.keyDigest, ...attributes };
};
