import { loopbackUrl } from './loopback.ts';

/** Those that the client of the template's user pool has. */
export const SCOPES = ['openid', 'email', 'profile'];

/** The parameters that an authorization request may have here; others are ignored, as RFC 6749, 3.1, wants it. */
const PARAMETERS = [
  'response_type',
  'response_mode',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'prompt',
  'code_challenge',
  'code_challenge_method',
];

/** A request that may be answered with a code. */
export type AuthorizationRequest = {
  /** As the client has sent it. */
  redirectUri: string;
  /** Separated by spaces. */
  scope: string;
  nonce: string | undefined;
  codeChallenge: string;
  /** All that it said, to be sent again with the form. */
  parameters: [string, string][];
};

export type Reading =
  | { type: 'valid'; request: AuthorizationRequest }
  /** To be told the person who sits there: where it would be sent to is not to be trusted. */
  | { type: 'untrusted'; message: string }
  /** To be told the client, at this URL. */
  | { type: 'refused'; location: string };

/**
 * Reads an authorization request of the code flow with PKCE.
 * https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest, https://www.rfc-editor.org/rfc/rfc7636#section-4.3
 */
export const readAuthorizationRequest = (given: URLSearchParams, audience: string): Reading => {
  const distrust = reasonForDistrust(given, audience);
  if (distrust !== undefined) return { type: 'untrusted', message: distrust };
  const problem = PROBLEMS.find(({ isThere }) => isThere(given));
  if (problem !== undefined) {
    const { error, description } = problem;
    return { type: 'refused', location: responseLocation(given, { error, error_description: description }) };
  }
  return {
    type: 'valid',
    request: {
      redirectUri: text(given, 'redirect_uri'),
      scope: scopesOf(given).join(' '),
      nonce: given.get('nonce') ?? undefined,
      codeChallenge: text(given, 'code_challenge'),
      parameters: [...given].filter(([name]) => PARAMETERS.includes(name)),
    },
  };
};

/** The URL that a request is answered with: its redirect URI, with what it shall be told and its `state`. */
export const responseLocation = (given: URLSearchParams, answer: Record<string, string>): string => {
  const url = new URL(text(given, 'redirect_uri'));
  const state = given.get('state');
  for (const [name, value] of Object.entries({ ...answer, ...(state !== null && { state }) })) {
    url.searchParams.set(name, value);
  }
  return url.href;
};

const text = (given: URLSearchParams, name: string): string => given.get(name) ?? '';

const isRepeated = (given: URLSearchParams, name: string): boolean => given.getAll(name).length > 1;

const scopesOf = (given: URLSearchParams): string[] => [...new Set(text(given, 'scope').split(' ').filter(Boolean))];

const reasonForDistrust = (given: URLSearchParams, audience: string): string | undefined => {
  const repeated = ['client_id', 'redirect_uri', 'state'].find((name) => isRepeated(given, name));
  if (repeated !== undefined) return `${repeated} is there more than once.`;
  const [clientId, redirectUri] = [text(given, 'client_id'), text(given, 'redirect_uri')];
  if (clientId === '') return 'client_id is missing.';
  if (clientId !== audience) return `client_id is "${clientId}"; the only client here is "${audience}".`;
  if (redirectUri === '') return 'redirect_uri is missing.';
  const url = loopbackUrl(redirectUri);
  if (url === undefined) {
    return `redirect_uri is "${redirectUri}"; people are sent back to http://localhost and http://127.0.0.1 only, on any port.`;
  }
  if (url.username !== '' || url.password !== '') return `redirect_uri is "${redirectUri}", with a user's name in it.`;
  // Also when there is nothing behind the #.
  if (redirectUri.includes('#')) return `redirect_uri is "${redirectUri}", with a fragment.`;
  return undefined;
};

type Problem = { error: string; description: string; isThere(given: URLSearchParams): boolean };

/** In the order in which they are looked for. Descriptions have no quotes and no backslashes: RFC 6749, 4.1.2.1. */
const PROBLEMS: Problem[] = [
  {
    error: 'invalid_request',
    description: 'a parameter is there more than once',
    isThere: (given) => PARAMETERS.some((name) => isRepeated(given, name)),
  },
  {
    error: 'invalid_request',
    description: 'response_type is missing',
    isThere: (given) => text(given, 'response_type') === '',
  },
  {
    error: 'unsupported_response_type',
    description: 'response_type must be code',
    isThere: (given) => text(given, 'response_type') !== 'code',
  },
  {
    error: 'invalid_request',
    description: 'response_mode must be query',
    isThere: (given) => !['', 'query'].includes(text(given, 'response_mode')),
  },
  {
    error: 'invalid_scope',
    description: 'scope must have openid',
    isThere: (given) => !scopesOf(given).includes('openid'),
  },
  {
    error: 'invalid_scope',
    description: `scope may have ${SCOPES.join(', ')} only`,
    isThere: (given) => scopesOf(given).some((scope) => !SCOPES.includes(scope)),
  },
  {
    error: 'invalid_request',
    description: 'code_challenge must be the base64url of a SHA-256 digest',
    isThere: (given) => !/^[\w-]{43}$/.test(text(given, 'code_challenge')),
  },
  {
    error: 'invalid_request',
    description: 'code_challenge_method must be S256',
    isThere: (given) => text(given, 'code_challenge_method') !== 'S256',
  },
  {
    error: 'login_required',
    description: 'nobody stays signed in here, so signing in takes a page',
    isThere: (given) => text(given, 'prompt').split(' ').includes('none'),
  },
];
