import { createHash } from 'node:crypto';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import { ALGORITHM, type IssuerKey } from './key.ts';

/** Names that persons may have, as an input's `pattern` takes it: a name becomes the first part of an e-mail address. */
export const NAME_PATTERN = String.raw`[A-Za-z0-9._+\-]{1,64}`;
export const NAME_RULE = 'A name has 1 to 64 letters, digits, dots, underscores, plus and minus signs';

/** Whether a person may have this name. */
export const isName = (text: string): boolean => new RegExp(`^(?:${NAME_PATTERN})$`, 'v').test(text);

/** Of whom a token speaks. */
export type Person = {
  name: string;
  /** In the group `admin`. */
  admin: boolean;
};

/** What a token says. */
export type TokenOptions = Person & {
  /** URL of the issuer. */
  issuer: string;
  /** For whom it is; the client too. */
  audience: string;
  /** Seconds until it expires. */
  expiresIn: number;
  /** Separated by spaces, or none. */
  scope: string | undefined;
};

/**
 * The claims of a person's token, named as in an ID token of a Cognito user pool.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * @param now epoch milliseconds
 */
export const personClaims = (options: TokenOptions, now: number): JWTPayload => ({
  ...commonClaims(options, now),
  'cognito:username': options.name,
  email: `${options.name}@example.com`,
  aud: options.audience,
  token_use: 'id',
});

/**
 * The claims of a person's access token, named as in that of a Cognito user pool, which has no `aud`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 * @param now epoch milliseconds
 */
export const accessClaims = (options: TokenOptions, now: number): JWTPayload => ({
  ...commonClaims(options, now),
  client_id: options.audience,
  token_use: 'access',
});

const commonClaims = ({ name, admin, issuer, expiresIn, scope }: TokenOptions, now: number): JWTPayload => {
  const issued = Math.floor(now / 1_000);
  return {
    sub: subjectOf(name),
    username: name,
    ...(admin && { 'cognito:groups': ['admin'] }),
    ...(scope !== undefined && { scope }),
    iss: issuer,
    iat: issued,
    exp: issued + expiresIn,
  };
};

/** Signs claims as they are. @returns a compact JWS */
export const signClaims = async (claims: JWTPayload, { privateKey }: IssuerKey): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, kid: privateKey.kid, typ: 'JWT' })
    .sign(await importJWK(privateKey, ALGORITHM));

/**
 * One name is one person, in every project and after every restart: a UUID of version 8 made of the name's hash. What stands
 * before the name stays as it is: data that people keep has these subjects in it.
 */
const subjectOf = (name: string): string => {
  const bytes = createHash('sha256').update(`whiteboard person ${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
