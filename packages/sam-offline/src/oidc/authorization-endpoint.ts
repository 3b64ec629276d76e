import type { GatewayRequest } from '../gateway/request.ts';
import type { GatewayResponse } from '../gateway/response.ts';
import { type AuthorizationRequest, readAuthorizationRequest, responseLocation } from './authorization-request.ts';
import { type AuthorizationCodes, type Grant, issueCode } from './codes.ts';
import { isFromThisMachine } from './loopback.ts';
import { isName, NAME_RULE, type Person } from './person.ts';
import { refusalPage, signInPage } from './sign-in-page.ts';

type Issuer = { application: string; audience: string; codes: AuthorizationCodes };

const ELSEWHERE = 'This page takes any name, so it is there for this machine only, under the name localhost.';

/**
 * Answers an authorization request (GET, or POST as OpenID Connect has it too) with the sign-in page, and that page's
 * form (POST) with a redirect that carries a code.
 *
 * Nothing here keeps other pages from sending the form, and it need not: there is no session of a browser that they
 * could use, and they can't read the answer (no CORS). The code goes to a page of this machine alone, which takes none
 * that it hasn't asked for (`state`), and is worth nothing without the verifier that only who asked has.
 * @param now epoch milliseconds
 */
export const answerAuthorization = (
  issuer: Issuer,
  request: GatewayRequest,
  body: Buffer,
  now: number,
): GatewayResponse => {
  const { application, audience, codes } = issuer;
  if (!isFromThisMachine(request)) return refusalPage(application, ELSEWHERE);
  const isPost = request.method === 'POST';
  const given = new URLSearchParams(isPost ? body.toString() : request.rawQueryString);
  const reading = readAuthorizationRequest(given, audience);
  if (reading.type === 'untrusted')
    return refusalPage(application, `The page that sent you here asked wrongly: ${reading.message}`);
  if (reading.type === 'refused') return redirect(reading.location);
  const name = isPost ? given.get('name') : null;
  const admin = isPost && given.has('admin');
  if (name === null) return signInPage(application, reading.request);
  if (!isName(name)) return signInPage(application, reading.request, { name, admin, problem: `${NAME_RULE}.` });
  const code = issueCode(codes, grantOf(reading.request, { name, admin }), now);
  return redirect(responseLocation(given, { code }));
};

const grantOf = ({ redirectUri, scope, nonce, codeChallenge }: AuthorizationRequest, person: Person): Grant => ({
  redirectUri,
  scope,
  nonce,
  codeChallenge,
  person,
});

/** 303, so that the form isn't sent on. */
const redirect = (location: string): GatewayResponse => ({
  status: 303,
  headers: new Map([
    ['location', [location]],
    ['cache-control', ['no-store']],
  ]),
  body: Buffer.alloc(0),
});
