import { newId } from '../domain/id.ts';
import { IDEMPOTENCY_SECONDS } from '../domain/limits.ts';
import { nowInSeconds } from '../domain/message.ts';
import { Refusal } from '../domain/refusal.ts';
import { deriveSecret, digestOf, hexDigestOf, isSameDigest, newNonce, newSecret } from '../domain/secret.ts';
import { type IdempotencyRecord, writeOnce } from '../table/idempotency.ts';
import { conditionFailed, transact, type Write } from '../table/transaction.ts';

/** What is created: an id, a secret that is given away once, and what was known then and may be otherwise now. */
type Seed = { id: string; secret: string; memo?: string | undefined };

/** The result of a creation, and whether it is the answer to an earlier request. */
export type Created<T> = { created: T; replayed: boolean };

/** How something is created: what is answered and what is written both follow from the seed alone. */
export type Creation<T> = { answer: (seed: Seed) => T; writes: (seed: Seed) => Write[] };

/** A write that decides whether anything may be created: when its condition fails, nothing is, for this reason. */
export type Guard = { write: Write; refusal: () => Refusal };

const guarding = (guard: Guard | undefined): Write[] => (guard ? [guard.write] : []);

/** A request that is carried out once: `scope` says whose it is and what it does, `payload` what it asks for. */
export type Once = { scope: string; key: string; payload: unknown; memo?: string | undefined };

const ATTEMPTS = 3;

const ID_TAKEN = `${ATTEMPTS} new ids in a row were taken: the source of random numbers is broken`;

const keyReused = (): Refusal =>
  new Refusal(
    'idempotency-key-reused',
    'This Idempotency-Key came with another payload in the last 24 hours. Use a new key for a new request.',
  );

/**
 * Creates something under an idempotency key. The record and what is created are written together or not at all. A
 * repetition gets the first answer again, secret included, although the table holds only digests of key and secret: the
 * answer follows from id and secret, and these from record and key. A repetition gets past the guard.
 * @throws Refusal `idempotency-key-reused`, `unavailable`, and that of the guard
 */
export const createOnce = async <T>(
  { scope, key, payload, memo }: Once,
  { answer, writes }: Creation<T>,
  guard?: Guard,
): Promise<Created<T>> => {
  const payloadDigest = digestOf(JSON.stringify(payload));
  const keyDigest = hexDigestOf(JSON.stringify([scope, key]));
  const seedOf = (record: Pick<IdempotencyRecord, 'id' | 'nonce' | 'memo'>): Seed => ({
    id: record.id,
    secret: deriveSecret(key, record.nonce),
    memo: record.memo,
  });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const expiresAt = nowInSeconds() + IDEMPOTENCY_SECONDS;
    const record = { keyDigest, payloadDigest, id: newId(), nonce: newNonce(), memo, expiresAt };
    const outcome = await writeOnce(record, [...guarding(guard), ...writes(seedOf(record))]);
    if (outcome === 'written') return { created: answer(seedOf(record)), replayed: false };
    if (!('refused' in outcome)) {
      if (!isSameDigest(outcome.payloadDigest, payloadDigest)) throw keyReused();
      return { created: answer(seedOf(outcome)), replayed: outcome.id !== record.id };
    }
    if (guard && outcome.refused.includes(0)) throw guard.refusal();
  }
  throw new Error(ID_TAKEN);
};

/** Creates something; without a key, each time anew. @throws Refusal `idempotency-key-reused`, `unavailable`, and that of the guard */
export const create = async <T>(once: Once | undefined, creation: Creation<T>, guard?: Guard): Promise<Created<T>> => {
  if (once) return createOnce(once, creation, guard);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const seed = { id: newId(), secret: newSecret() };
    const reasons = await transact([...guarding(guard), ...creation.writes(seed)]);
    if (!reasons) return { created: creation.answer(seed), replayed: false };
    if (guard && conditionFailed(reasons, 0)) throw guard.refusal();
  }
  throw new Error(ID_TAKEN);
};
