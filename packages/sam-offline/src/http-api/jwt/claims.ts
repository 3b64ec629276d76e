import { isMap, type RawMap } from '../../template/parse.ts';

/** A token that is refused; the message goes into the answer's `error_description`. */
export class InvalidToken extends Error {
  /** The same for the runner's own log, with what was found in the token. */
  readonly detail: string;

  constructor(message: string, detail = message) {
    super(message);
    this.detail = detail;
  }
}

/** What is said of a claim that is another one than it should be. @param wanted any of these would do */
export const mismatch = (claim: string, found: unknown, wanted: string[]): string =>
  `the token's ${claim} is ${shown(found)} instead of ${wanted.map(shown).join(' or ')}`;

const LONGEST_CLAIM = 100;

const shown = (value: unknown): string => {
  if (value === undefined) return 'missing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_CLAIM ? `${text.slice(0, LONGEST_CLAIM)}...` : text;
};

/** What a token's claims are held against. */
export type Expectation = { issuer: string; audience: string[] };

/**
 * Checks a token's registered claims as an HTTP API does; those about time are absent or right, `exp` is always there.
 * Only the words about the audience are AWS's own, the others stay close to them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * @param now epoch milliseconds; no leeway is given
 * @throws InvalidToken
 */
export const checkClaims = (claims: RawMap, { issuer, audience }: Expectation, now: number): void => {
  const { iss, aud = claims.client_id, exp } = claims;
  if (iss !== issuer)
    throw new InvalidToken('the token does not have a valid issuer', mismatch('issuer', iss, [issuer]));
  if (!meantFor(claims, audience)) {
    throw new InvalidToken('the token does not have a valid audience', mismatch('audience', aud, audience));
  }
  const seconds = now / 1_000;
  if (!isTime(exp)) throw new InvalidToken(EXPIRED, 'the token does not say when it expires');
  if (exp <= seconds) throw new InvalidToken(EXPIRED, `the token expired ${Math.floor(seconds - exp)} s ago`);
  if (!hasBegun(claims.nbf, seconds)) throw new InvalidToken('the token is not valid yet');
  if (!hasBegun(claims.iat, seconds)) throw new InvalidToken('the token was issued in the future');
};

const EXPIRED = 'the token has expired';

/** `client_id` counts only where there is no `aud`: access tokens of Cognito have none. */
const meantFor = ({ aud, client_id: clientId }: RawMap, audience: string[]): boolean => {
  const named = aud === undefined ? [clientId] : Array.isArray(aud) ? aud : [aud];
  return named.some((one) => typeof one === 'string' && audience.includes(one));
};

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** A token is taken in the very second in which it was made. */
const hasBegun = (time: unknown, seconds: number): boolean => time === undefined || (isTime(time) && time <= seconds);

/** Those of `wanted` that the token holds, in `scope` (separated by spaces) or `scp` (a list, or like `scope`). */
export const heldScopes = ({ scope, scp }: RawMap, wanted: string[]): string[] => {
  const held = [scope, scp].flatMap((value) => (typeof value === 'string' ? value.split(' ') : value));
  return wanted.filter((one) => held.includes(one));
};

/**
 * Claims as a function gets them: every one a string. Lists are `[a b]` and nested objects `map[a:b]`, which is how Go
 * prints them; AWS documents none of it. What would look like something else then, `["a b"]` like `["a", "b"]`, no
 * function could take for what it is: such a token is refused. @throws InvalidToken
 */
export const claimTexts = (claims: RawMap): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => {
      if (isAmbiguous(value)) throw new InvalidToken(`the claim ${name} would look like another one to a function`);
      return [name, claimText(value)];
    }),
  );

/** A text that looks like a list, or a list with a text that looks like more than one, or like none. */
const isAmbiguous = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some((one) => typeof one === 'string' && /^$|[\s[\]]/.test(one))
    : typeof value === 'string' && /^\[.*\]$/s.test(value);

const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  if (!isMap(value)) return value === null ? '<nil>' : String(value);
  const members = Object.keys(value).sort();
  return `map[${members.map((name) => `${name}:${claimText(value[name])}`).join(' ')}]`;
};
