import { newId } from '../domain/id.ts';
import { IDEMPOTENCY_SECONDS } from '../domain/limits.ts';
import { Refusal } from '../domain/refusal.ts';
import { deriveSecret, digestOf, hexDigestOf, isSameDigest, newNonce, newSecret } from '../domain/secret.ts';
import { nowInSeconds } from '../domain/time.ts';
import { type IdempotencyRecord, putRecordWrite, recordOf } from '../table/idempotency.ts';
import type { Item } from '../table/kit/item.ts';
import { type RefusedWrites, transact } from '../table/kit/transaction.ts';
import { type PutWrite, putNew, type Write } from '../table/kit/write.ts';

/**
 * The seed of a creation: an id, a secret that is returned only once, and a memo of values that may have changed since.
 */
type Seed = { id: string; secret: string; memo?: string | undefined };

/** The result of a creation, and whether it is the answer to an earlier request. */
export type Created<T> = { created: T; replayed: boolean };

/** How something is created. Both the answer and the named writes depend only on the seed. */
export type Creation<T> = { answer: (seed: Seed) => T; writes: (seed: Seed) => Record<string, PutWrite> };

/**
 * A write that decides whether anything is created. If its condition fails, nothing is created and the refusal is
 * thrown.
 */
export type Guard = { write: Write; refusal: () => Refusal };

/**
 * A request that is carried out once. `scope` names the actor and the operation; `payload` is the content of the
 * request.
 */
export type Once = { scope: string; key: string; payload: unknown; memo?: string | undefined };

const ATTEMPTS = 3;

const keyReused = (): Refusal =>
  new Refusal(
    'idempotency-key-reused',
    'This Idempotency-Key was used with another payload in the last 24 hours. Use a new key for a new request.',
  );

const newRecord = ({ scope, key, payload, memo }: Once): IdempotencyRecord => ({
  keyDigest: hexDigestOf(JSON.stringify([scope, key])),
  payloadDigest: digestOf(JSON.stringify(payload)),
  id: newId(),
  nonce: newNonce(),
  memo,
  expiresAt: nowInSeconds() + IDEMPOTENCY_SECONDS,
});

const seedOf = ({ key }: Once, { id, nonce, memo }: IdempotencyRecord): Seed => ({
  id,
  secret: deriveSecret(key, nonce),
  memo,
});

/** The writes of one transaction. */
type Together = { record: Write | undefined; guard: Write | undefined; created: Record<string, PutWrite> };

/**
 * Sends a single put without a transaction, which would cost twice as much.
 * @returns undefined when everything is stored
 */
const store = async ({ record, guard, created }: Together): Promise<RefusedWrites<string> | undefined> => {
  const [only, ...more] = Object.values(created);
  if (!only || record || guard || more.length > 0) return transact({ record, guard, ...created });
  return (await putNew(only)) ? undefined : new Map();
};

/** The answer of the request whose record was found. @throws Refusal `idempotency-key-reused` */
const replay = <T>(once: Once, record: IdempotencyRecord, earlier: Item, answer: Creation<T>['answer']): Created<T> => {
  const first = recordOf(earlier);
  if (!isSameDigest(first.payloadDigest, record.payloadDigest)) throw keyReused();
  // The record may come from this request's own first attempt, whose answer was lost. That is not a repetition.
  return { created: answer(seedOf(once, first)), replayed: first.id !== record.id };
};

/**
 * Creates something; with an idempotency key, only once for all requests with that key. One transaction writes the
 * record of the key and the created items. A repetition gets the first answer again, including the secret, although the
 * table stores only digests of key and secret: record and key yield id and secret, and these yield the answer. The
 * guard does not apply to a repetition.
 * @param once undefined without a key: every request creates something
 * @throws Refusal `idempotency-key-reused`, `unavailable`, or that of the guard
 */
export const create = async <T>(
  once: Once | undefined,
  { answer, writes }: Creation<T>,
  guard?: Guard,
): Promise<Created<T>> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const keyed = once && { once, record: newRecord(once) };
    const seed = keyed ? seedOf(keyed.once, keyed.record) : { id: newId(), secret: newSecret() };
    const record = keyed && putRecordWrite(keyed.record);
    const refused = await store({ record, guard: guard?.write, created: writes(seed) });
    if (!refused) return { created: answer(seed), replayed: false };
    const earlier = refused.get('record');
    if (keyed && earlier) return replay(keyed.once, keyed.record, earlier, answer);
    if (guard && refused.has('guard')) throw guard.refusal();
  }
  throw new Error(`${ATTEMPTS} new ids in a row were taken: the source of random numbers is broken`);
};
