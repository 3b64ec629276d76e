import { nowInSeconds } from '../domain/time.ts';
import { idempotencyKeys, idIn } from './keys.ts';
import type { Item } from './kit/item.ts';
import { type PutWrite, put } from './kit/write.ts';

/**
 * The record of an idempotent request: digests of its key and payload, the id of what it created, the nonce of the
 * secret that it returned, and the expiry (epoch seconds).
 */
export type IdempotencyRecord = {
  keyDigest: string;
  payloadDigest: Uint8Array;
  id: string;
  nonce: Uint8Array;
  /** A value in the answer that does not come from the request. */
  memo?: string | undefined;
  expiresAt: number;
};

/**
 * Access pattern "create once": the record, in the same transaction as the created items. An expired record counts as
 * missing; TTL removes it later.
 */
export const putRecordWrite = ({ keyDigest, ...attributes }: IdempotencyRecord): PutWrite =>
  put(
    { ...idempotencyKeys(keyDigest), ...attributes },
    { condition: 'attribute_not_exists(PK) OR expiresAt <= :now', values: { ':now': nowInSeconds() } },
  );

/** Reads what `putRecordWrite` stores. */
export const recordOf = (item: Item): IdempotencyRecord => {
  const { PK, SK, ...attributes } = item as Item & Omit<IdempotencyRecord, 'keyDigest'>;
  return { keyDigest: idIn(PK), ...attributes };
};
