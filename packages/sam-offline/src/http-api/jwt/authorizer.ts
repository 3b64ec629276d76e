import { type CompactVerifyGetKey, compactVerify, decodeJwt, errors } from 'jose';
import { messageOf } from '../../failure.ts';
import type { GatewayRequest } from '../../gateway/request.ts';
import type { GatewayResponse } from '../../gateway/response.ts';
import type { RouteAuthorization } from '../../template/http-api/authorization.ts';
import type { IdentitySource } from '../../template/http-api/authorizers.ts';
import { isMap, type RawMap } from '../../template/parse.ts';
import { ownResponse } from '../response.ts';
import { checkClaims, claimTexts, heldScopes, InvalidToken, mismatch } from './claims.ts';

/** What a function learns of a token: `requestContext.authorizer.jwt`. */
export type JwtGrant = {
  claims: Record<string, string>;
  /** Those of the route's scopes that the token holds; null on a route without. */
  scopes: string[] | null;
};

/** No grant is needed on a public route. */
export type Decision = { grant: JwtGrant | undefined } | Refusal;

/** `reason` is for the runner's own log: the answer says no more than that of an HTTP API. Never the token. */
type Refusal = { refusal: GatewayResponse; reason: string };

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];

/**
 * Decides by its token whether a request may reach a route, in the order that HTTP APIs do.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * @param keys the public keys of the authorizer's issuer
 * @param now epoch milliseconds
 */
export const authorize = async (
  request: GatewayRequest,
  { authorizer, scopes }: RouteAuthorization,
  keys: CompactVerifyGetKey,
  now: number,
): Promise<Decision> => {
  const token = tokenOf(request, authorizer.identitySource);
  if (token === '') return { refusal: unauthorized('Bearer'), reason: 'no token' };
  try {
    const claims = await verifiedClaims(token, keys);
    checkClaims(claims, authorizer, now);
    const held = heldScopes(claims, scopes);
    if (scopes.length > 0 && held.length === 0) {
      return { refusal: ownResponse('forbidden'), reason: `the token has no scope ${scopes.join(' or ')}` };
    }
    return { grant: { claims: claimTexts(claims), scopes: scopes.length > 0 ? held : null } };
  } catch (error) {
    // The form of AWS's own example: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html
    const challenge = `Bearer scope="${scopes.join(' ')}" error="invalid_token" error_description="${describe(error)}"`;
    return { refusal: unauthorized(challenge), reason: reasonFor(error, token, authorizer.issuer) };
  }
};

/** The token alone, or with the prefix `Bearer`; empty when there is none. */
const tokenOf = ({ headers, rawQueryString }: GatewayRequest, { from, name }: IdentitySource): string => {
  const text = from === 'header' ? headers[name.toLowerCase()] : new URLSearchParams(rawQueryString).get(name);
  return (text ?? '').trim().replace(/^Bearer(\s+|$)/i, '');
};

/** @throws InvalidToken, and jose's errors */
const verifiedClaims = async (token: string, keys: CompactVerifyGetKey): Promise<RawMap> => {
  const namedKey: CompactVerifyGetKey = (header, parts) => {
    // A set of one key would serve a token that names none.
    if (header.kid === undefined) throw new InvalidToken('the token names no key');
    return keys(header, parts);
  };
  const { payload } = await compactVerify(token, namedKey, { algorithms: ALGORITHMS });
  const claims: unknown = JSON.parse(new TextDecoder().decode(payload));
  if (!isMap(claims)) throw new InvalidToken('the token has no claims');
  return claims;
};

const DESCRIPTIONS: Record<string, string> = {
  [errors.JOSEAlgNotAllowed.code]: 'signing method is invalid',
  [errors.JWKSNoMatchingKey.code]: 'the token names an unknown key',
  [errors.JWSSignatureVerificationFailed.code]: 'the token has an invalid signature',
};

const describe = (error: unknown): string => {
  if (error instanceof InvalidToken) return messageOf(error);
  return (error instanceof errors.JOSEError && DESCRIPTIONS[error.code]) || 'the token could not be read';
};

/** Who has signed a token with an unknown key can only be told by what it says itself. */
const reasonFor = (error: unknown, token: string, issuer: string): string => {
  if (error instanceof InvalidToken) return error.detail;
  if (!(error instanceof errors.JWKSNoMatchingKey)) return describe(error);
  const iss = issuerIn(token);
  return iss === issuer ? describe(error) : `${describe(error)}, and ${mismatch('issuer', iss, [issuer])}`;
};

const issuerIn = (token: string): unknown => {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
};

const unauthorized = (challenge: string): GatewayResponse => {
  const response = ownResponse('unauthorized');
  response.headers.set('www-authenticate', [challenge]);
  return response;
};
