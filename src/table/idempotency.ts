import { nowInSeconds } from '../domain/message.ts';
import { idempotencyKeys, idIn } from './keys.ts';
import type { Item } from './kit/item.ts';
import { type PutWrite, put } from './kit/write.ts';

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

/** Access pattern "create once": the record, in the transaction of what it is of. One whose time is over counts as none, since TTL removes it later. */
export const putRecordWrite = ({ keyDigest, ...attributes }: IdempotencyRecord): PutWrite =>
  put(
    { ...idempotencyKeys(keyDigest), ...attributes },
    { condition: 'attribute_not_exists(PK) OR expiresAt <= :now', values: { ':now': nowInSeconds() } },
  );

/** The inverse of what `putRecordWrite` stores. */
export const recordOf = (item: Item): IdempotencyRecord => {
  const { PK, SK, ...attributes } = item as Item & Omit<IdempotencyRecord, 'keyDigest'>;
  return { keyDigest: idIn(PK), ...attributes };
};
