import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A new secret that is returned only once (edit tokens, invites, share links): 256 bits in base64url. Only its SHA-256
 * digest is stored. So many random bits need no salt and no slow hash.
 */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/**
 * The secret of an idempotent request. A repetition with the same idempotency key yields the same secret. It cannot be
 * computed from the stored `nonce` without that key.
 */
export const deriveSecret = (idempotencyKey: string, nonce: Uint8Array): string =>
  createHmac('sha256', idempotencyKey).update(nonce).digest('base64url');

export const newNonce = (): Uint8Array => new Uint8Array(randomBytes(16));

/** The digest of a secret as the table stores it: 32 bytes. */
export const digestOf = (secret: string): Uint8Array => new Uint8Array(createHash('sha256').update(secret).digest());

/** The same in hexadecimal, for digests in keys. */
export const hexDigestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares two digests in constant time. */
export const isSameDigest = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
