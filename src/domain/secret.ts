import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Secrets that are given away once (edit tokens, invites, share links): 256 bits in base64url. What is kept is the
 * SHA-256 digest; a secret of that many random bits needs no salt and no slow hash.
 */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/**
 * The secret of an idempotent request: the same again for whoever presents the idempotency key again, and nothing that
 * could be computed from what is stored (`nonce`) without that key.
 */
export const deriveSecret = (idempotencyKey: string, nonce: Uint8Array): string =>
  createHmac('sha256', idempotencyKey).update(nonce).digest('base64url');

export const newNonce = (): Uint8Array => new Uint8Array(randomBytes(16));

/** The digest that stands for a secret in the table: 32 bytes. */
export const digestOf = (secret: string): Uint8Array => new Uint8Array(createHash('sha256').update(secret).digest());

/** The same in hexadecimal, where the digest is a key. */
export const hexDigestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares two digests in a time that says nothing about them. */
export const isSameDigest = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
