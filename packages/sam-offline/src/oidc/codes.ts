import { randomBytes } from 'node:crypto';
import type { AuthorizationRequest } from './authorization-request.ts';
import type { Person } from './person.ts';

/** RFC 6749, 4.1.2, allows ten minutes; a page needs a moment. */
const LIFETIME_MS = 60_000;

/** Who has signed in, and for which request. */
export type Grant = Pick<AuthorizationRequest, 'redirectUri' | 'scope' | 'nonce' | 'codeChallenge'> & {
  person: Person;
};

/** Authorization codes that nobody has redeemed yet, in memory only. `until` is in epoch milliseconds. */
export type AuthorizationCodes = Map<string, Grant & { until: number }>;

/** A new code for a grant. @param now epoch milliseconds */
export const issueCode = (codes: AuthorizationCodes, grant: Grant, now: number): string => {
  for (const [code, { until }] of codes) if (until <= now) codes.delete(code);
  const code = randomBytes(32).toString('base64url');
  codes.set(code, { ...grant, until: now + LIFETIME_MS });
  return code;
};

/**
 * What a code was issued for; undefined when there is no such code (any more). It is gone with this, whatever the caller
 * then makes of it. @param now epoch milliseconds
 */
export const redeemCode = (codes: AuthorizationCodes, code: string, now: number): Grant | undefined => {
  const grant = codes.get(code);
  codes.delete(code);
  return grant !== undefined && now < grant.until ? grant : undefined;
};
