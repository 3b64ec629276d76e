import { createHash } from 'node:crypto';
import {
  type CancellationReason,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { nowInSeconds } from '../domain/message.ts';
import { Refusal } from '../domain/refusal.ts';
import { client, TABLE } from './client.ts';
import { idempotencyKeys } from './keys.ts';
import { putMessageParams } from './message.ts';
import type { StoredMessage } from './message-item.ts';

/**
 * What is remembered of an idempotent post: of its key and payload only digests, the id of the message that it made,
 * the nonce of the edit token that it returned, and until when (epoch seconds).
 */
export type IdempotencyRecord = {
  keyDigest: string;
  payloadDigest: Uint8Array;
  messageId: string;
  nonce: Uint8Array;
  expiresAt: number;
};

/** The digest under which an idempotency key is kept: the same key of another scope is another key. */
export const idempotencyDigest = (scope: string, key: string): string =>
  createHash('sha256')
    .update(JSON.stringify([scope, key]))
    .digest('hex');

/**
 * Access pattern "post a message once": record and message in one transaction. A record whose time is over counts as
 * none, since TTL removes it later.
 */
const putOnceParams = (
  stored: StoredMessage,
  { keyDigest, ...attributes }: IdempotencyRecord,
): TransactWriteItemsCommandInput => {
  const { Item, TableName, ConditionExpression } = putMessageParams(stored);
  return {
    ReturnConsumedCapacity: TABLE.ReturnConsumedCapacity,
    TransactItems: [
      {
        Put: {
          TableName,
          Item: marshall({ ...idempotencyKeys(keyDigest), ...attributes }),
          ConditionExpression: 'attribute_not_exists(PK) OR expiresAt <= :now',
          ExpressionAttributeValues: marshall({ ':now': nowInSeconds() }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      { Put: { TableName, Item, ConditionExpression } },
    ],
  };
};

/** Stored now; or the record of an earlier post with this key; or the id is taken; or somebody is writing the same. */
export type PutOnce = 'stored' | 'id taken' | 'in conflict' | IdempotencyRecord;

const outcome = ([record, message]: CancellationReason[], keyDigest: string): PutOnce => {
  if (record?.Code === 'ConditionalCheckFailed' && record.Item) {
    const { PK, SK, ...attributes } = unmarshall(record.Item) as Omit<IdempotencyRecord, 'keyDigest'> & {
      PK: string;
      SK: string;
    };
    return { keyDigest, ...attributes };
  }
  if (message?.Code === 'ConditionalCheckFailed') return 'id taken';
  return 'in conflict';
};

/** Codes of a cancelled transaction that say nothing of what is stored. */
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

const isPassing = (reasons: CancellationReason[]): boolean => reasons.some(({ Code = '' }) => PASSING.has(Code));

const isConditional = (reasons: CancellationReason[]): boolean =>
  reasons.some(({ Code }) => Code === 'ConditionalCheckFailed');

/** Stores a message and the record of its idempotency key, or neither. @throws Refusal `unavailable` */
export const putMessageOnce = async (stored: StoredMessage, record: IdempotencyRecord): Promise<PutOnce> => {
  try {
    await client.send(new TransactWriteItemsCommand(putOnceParams(stored, record)));
    return 'stored';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons ?? [];
    if (!isConditional(reasons) && !isPassing(reasons)) throw error;
    return outcome(reasons, record.keyDigest);
  }
};

/** The refusal of a key that came with another payload before. */
export const keyReused = (): Refusal =>
  new Refusal(
    'idempotency-key-reused',
    'This Idempotency-Key came with another payload in the last 24 hours. Use a new key for a new message.',
  );
