import { type CompactVerifyGetKey, createLocalJWKSet, createRemoteJWKSet, errors } from 'jose';
import { isMap } from '../../template/parse.ts';
import type { PublishedIssuer } from '../published-issuer.ts';
import { InvalidToken } from './claims.ts';

/** HTTP APIs keep public keys for two hours. */
const CACHE_MS = 2 * 60 * 60 * 1_000;
const PATIENCE_MS = 5_000;
const UNREACHABLE = 'OIDC discovery endpoint communication error';

/** The public keys of an issuer: the runner's own at hand, any other's where its discovery document says. */
export const keysOf = (issuer: string, own: PublishedIssuer | undefined): CompactVerifyGetKey => {
  if (issuer === own?.url) return createLocalJWKSet({ keys: [own.publicKey] });
  let found: { keys: CompactVerifyGetKey; until: number } | undefined;
  return async (header, token) => {
    if (found === undefined || found.until < performance.now()) {
      found = { keys: await discover(issuer), until: performance.now() + CACHE_MS };
    }
    return found.keys(header, token);
  };
};

/** https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig; an unknown `kid` has the keys read anew. */
const discover = async (issuer: string): Promise<CompactVerifyGetKey> => {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);
  const document: unknown = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  const jwks = isMap(document) && typeof document.jwks_uri === 'string' ? URL.parse(document.jwks_uri) : null;
  if (jwks === null) throw new InvalidToken(UNREACHABLE);
  const keys = createRemoteJWKSet(jwks, { cacheMaxAge: CACHE_MS, timeoutDuration: PATIENCE_MS });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      throw new InvalidToken(UNREACHABLE);
    }
  };
};
