import { createHash, timingSafeEqual } from 'node:crypto';
import type { GatewayRequest } from '../gateway/request.ts';
import type { GatewayResponse } from '../gateway/response.ts';
import { type AuthorizationCodes, type Grant, redeemCode } from './codes.ts';
import type { IssuerKey } from './key.ts';
import { isFromThisMachine } from './loopback.ts';
import { accessClaims, personClaims, signClaims } from './person.ts';

/** As the command `token` has it: there are no refresh tokens, and a day's work should take one sign-in. */
const EXPIRES_IN_SECONDS = 86_400;

type Issuer = { url: string; audience: string; key: IssuerKey; codes: AuthorizationCodes };
type TokenError = { error: string; error_description: string };

/**
 * Answers a token request: an authorization code for an ID token and an access token.
 * https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3, https://www.rfc-editor.org/rfc/rfc7636#section-4.5
 * @param now epoch milliseconds
 */
export const answerTokenRequest = async (
  issuer: Issuer,
  request: GatewayRequest,
  body: Buffer,
  now: number,
): Promise<GatewayResponse> => {
  const given = new URLSearchParams(body.toString());
  const error = problemOf(request, given, issuer.audience);
  if (error !== undefined) return json(400, error);
  const grant = redeemCode(issuer.codes, text(given, 'code'), now);
  if (grant === undefined) return json(400, invalidGrant('the code was used, is over, or never was'));
  if (text(given, 'redirect_uri') !== grant.redirectUri) {
    return json(400, invalidGrant('redirect_uri is not that of the authorization request'));
  }
  if (!verifies(text(given, 'code_verifier'), grant.codeChallenge)) {
    return json(400, invalidGrant('code_verifier does not fit the code_challenge'));
  }
  return json(200, await tokensFor(grant, issuer, now));
};

const REQUIRED = ['code', 'redirect_uri', 'code_verifier'];

const problemOf = (request: GatewayRequest, given: URLSearchParams, audience: string): TokenError | undefined => {
  if (!isFromThisMachine(request)) return invalidRequest('tokens are for this machine only, under the name localhost');
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') {
    return invalidRequest('the content type must be application/x-www-form-urlencoded');
  }
  if (new Set(given.keys()).size < given.size) return invalidRequest('a parameter is there more than once');
  const grantType = text(given, 'grant_type');
  if (grantType === '') return invalidRequest('grant_type is missing');
  if (grantType !== 'authorization_code') {
    return { error: 'unsupported_grant_type', error_description: 'grant_type must be authorization_code' };
  }
  if (text(given, 'client_id') !== audience) {
    return { error: 'invalid_client', error_description: `client_id must be ${audience}` };
  }
  const missing = REQUIRED.find((name) => text(given, name) === '');
  return missing === undefined ? undefined : invalidRequest(`${missing} is missing`);
};

const text = (given: URLSearchParams, name: string): string => given.get(name) ?? '';

const invalidRequest = (description: string): TokenError => ({
  error: 'invalid_request',
  error_description: description,
});

const invalidGrant = (description: string): TokenError => ({ error: 'invalid_grant', error_description: description });

/** https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
const verifies = (verifier: string, challenge: string): boolean => {
  if (!/^[\w.~-]{43,128}$/.test(verifier)) return false;
  const computed = createHash('sha256').update(verifier).digest('base64url');
  return timingSafeEqual(Buffer.from(computed), Buffer.from(challenge));
};

const tokensFor = async (
  { person, scope, nonce }: Grant,
  { url, audience, key }: Issuer,
  now: number,
): Promise<object> => {
  const options = { ...person, issuer: url, audience, expiresIn: EXPIRES_IN_SECONDS };
  const idClaims = personClaims({ ...options, scope: undefined }, now);
  return {
    id_token: await signClaims({ ...idClaims, ...(nonce !== undefined && { nonce }) }, key),
    access_token: await signClaims(accessClaims({ ...options, scope }, now), key),
    token_type: 'Bearer',
    expires_in: EXPIRES_IN_SECONDS,
    scope,
  };
};

const json = (status: number, body: object): GatewayResponse => ({
  status,
  headers: new Map([
    ['content-type', ['application/json']],
    ['cache-control', ['no-store']],
  ]),
  body: Buffer.from(JSON.stringify(body)),
});
