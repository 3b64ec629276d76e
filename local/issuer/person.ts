import { createHash } from 'node:crypto';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import { AUDIENCE, localIssuer } from '../template/supplied.ts';
import { ALGORITHM, type IssuerKey } from './key.ts';

/** What a token says. */
export type TokenOptions = {
  name: string;
  admin: boolean;
  /** Of the runner that is to take it. */
  port: number;
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
export const personClaims = ({ name, admin, port, expiresIn, scope }: TokenOptions, now: number): JWTPayload => {
  const issued = Math.floor(now / 1_000);
  return {
    sub: subjectOf(name),
    'cognito:username': name,
    username: name,
    email: `${name}@example.com`,
    ...(admin && { 'cognito:groups': ['admin'] }),
    ...(scope !== undefined && { scope }),
    aud: AUDIENCE,
    iss: localIssuer(port),
    iat: issued,
    exp: issued + expiresIn,
    token_use: 'id',
  };
};

/** Signs claims as they are. @returns a compact JWS */
export const signClaims = async (claims: JWTPayload, { privateKey }: IssuerKey): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: ALGORITHM, kid: privateKey.kid, typ: 'JWT' })
    .sign(await importJWK(privateKey, ALGORITHM));

/** One name is one person, in every project and after every restart: a UUID of version 8 made of the name's hash. */
const subjectOf = (name: string): string => {
  const bytes = createHash('sha256').update(`whiteboard person ${name}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
