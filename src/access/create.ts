import { newId } from '../domain/id.ts';
import { IDEMPOTENCY_SECONDS } from '../domain/limits.ts';
import { Refusal } from '../domain/refusal.ts';
import { deriveSecret, digestOf, hexDigestOf, isSameDigest, newNonce, newSecret } from '../domain/secret.ts';
import { nowInSeconds } from '../domain/time.ts';
import { type IdempotencyRecord, putRecordWrite, recordOf } from '../table/idempotency.ts';
import type { Item } from '../table/kit/item.ts';
import { type RefusedWrites, transact } from '../table/kit/transaction.ts';
import { type PutWrite, putNew, type Write } from '../table/kit/write.ts';

/** What is created: an id, a secret that is given away once, and what was known then and may be otherwise now. */
type Seed = { id: string; secret: string; memo?: string | undefined };

/** The result of a creation, and whether it is the answer to an earlier request. */
export type Created<T> = { created: T; replayed: boolean };

/** How something is created: what is answered and what is written, by names, both follow from the seed alone. */
export type Creation<T> = { answer: (seed: Seed) => T; writes: (seed: Seed) => Record<string, PutWrite> };

/** A write that decides whether anything may be created: when its condition fails, nothing is, for this reason. */
export type Guard = { write: Write; refusal: () => Refusal };

/** A request that is carried out once: `scope` says whose it is and what it does, `payload` what it asks for. */
export type Once = { scope: string; key: string; payload: unknown; memo?: string | undefined };

const ATTEMPTS = 3;

const keyReused = (): Refusal =>
  new Refusal(
    'idempotency-key-reused',
    'This Idempotency-Key came with another payload in the last 24 hours. Use a new key for a new request.',
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

/** What is stored together or not at all. */
type Together = { record: Write | undefined; guard: Write | undefined; created: Record<string, PutWrite> };

/** One put alone is no transaction, which would cost twice as much. @returns undefined when all is stored */
const store = async ({ record, guard, created }: Together): Promise<RefusedWrites<string> | undefined> => {
  const [only, ...more] = Object.values(created);
  if (!only || record || guard || more.length > 0) return transact({ record, guard, ...created });
  return (await putNew(only)) ? undefined : new Map();
};

/** The answer of the request whose record was found. @throws Refusal `idempotency-key-reused` */
const replay = <T>(once: Once, record: IdempotencyRecord, earlier: Item, answer: Creation<T>['answer']): Created<T> => {
  const first = recordOf(earlier);
  if (!isSameDigest(first.payloadDigest, record.payloadDigest)) throw keyReused();
  // Its own first attempt, whose answer was lost, is no earlier request.
  return { created: answer(seedOf(once, first)), replayed: first.id !== record.id };
};

/**
 * Creates something, with an idempotency key once for all requests with it. The record of the key and what is created are
 * written together or not at all. A repetition gets the first answer again, secret included, although the table holds only
 * digests of key and secret: the answer follows from id and secret, and these from record and key. A repetition gets past
 * the guard. @param once undefined without a key: each time something else is created
 * @throws Refusal `idempotency-key-reused`, `unavailable`, and that of the guard
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
