import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * An edit token is 256 bits in base64url, given once to whoever posted a message. What is kept is its SHA-256 digest;
 * a token of that many random bits needs no salt and no slow hash.
 */
export const newEditToken = (): string => randomBytes(32).toString('base64url');

/**
 * The edit token of an idempotent post: the same again for whoever presents the idempotency key again, and nothing that
 * could be computed from what is stored (`nonce`) without that key.
 */
export const deriveEditToken = (idempotencyKey: string, nonce: Uint8Array): string =>
  createHmac('sha256', idempotencyKey).update(nonce).digest('base64url');

export const newNonce = (): Uint8Array => new Uint8Array(randomBytes(16));

/** The digest that stands for a token in the table: 32 bytes. */
export const digestOf = (token: string): Uint8Array => new Uint8Array(createHash('sha256').update(token).digest());

/** Compares two digests in a time that says nothing about them. */
export const isSameDigest = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
