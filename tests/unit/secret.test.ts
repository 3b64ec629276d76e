import { createHash, createHmac } from 'node:crypto';
import { deriveSecret, digestOf, hexDigestOf, isSameDigest, newNonce, newSecret } from '../../src/domain/secret.ts';

describe('a secret', () => {
  test('is 256 random bits in base64url', () => {
    const secret = newSecret();
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(newSecret()).not.toBe(secret);
  });

  test('of an idempotent request follows from its key and the stored nonce, by HMAC-SHA-256', () => {
    const nonce = newNonce();
    expect(nonce).toHaveLength(16);
    expect(newNonce()).not.toEqual(nonce);
    expect(deriveSecret('key', nonce)).toBe(createHmac('sha256', 'key').update(nonce).digest('base64url'));
  });

  test('is stored as its SHA-256 digest: bytes, or hexadecimal where it is a key', () => {
    const hash = () => createHash('sha256').update('token');
    expect(digestOf('token')).toEqual(new Uint8Array(hash().digest()));
    expect(hexDigestOf('token')).toBe(hash().digest('hex'));
  });

  test('is the same when all bytes of its digest are', () => {
    const digest = digestOf('token');
    expect(isSameDigest(digest, digestOf('token'))).toBe(true);
    expect(isSameDigest(digest, digestOf('Token'))).toBe(false);
    expect(isSameDigest(digest, digest.subarray(0, 31))).toBe(false);
    expect(isSameDigest(digest.subarray(0, 31), digest)).toBe(false);
  });
});
