import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { localIssuer } from 'sam-offline/project';
import { type IssuerKey, issuerKey } from '../../packages/sam-offline/src/oidc/key.ts';
import { personClaims, signClaims } from '../../packages/sam-offline/src/oidc/person.ts';
import { DATA_FOLDER } from './data-folder.ts';
import { project } from './local-project.ts';

export type TokenOverrides = {
  admin?: boolean;
  /** A token that was valid until a minute ago. */
  expired?: boolean;
  issuer?: string;
  audience?: string;
  /** Override all others; undefined removes a claim. */
  claims?: Record<string, unknown>;
  /** The folder of the runner's key; by default that of this test file's runners. */
  folder?: string;
  /** Its time of creation, in epoch milliseconds. */
  now?: number;
};

/** The claims of `tokenFor`. @param url base URL of the runner */
export const claimsFor = (url: string, name: string, overrides: TokenOverrides = {}): Record<string, unknown> => {
  const { admin = false, expired = false, issuer, audience, claims, now = Date.now() } = overrides;
  const ofRunner = localIssuer(Number(new URL(url).port));
  const { audience: usual } = project;
  const options = { name, admin, issuer: ofRunner, audience: usual, expiresIn: 3_600, scope: undefined };
  return {
    ...personClaims(options, expired ? now - 3_660_000 : now),
    ...(issuer !== undefined && { iss: issuer }),
    ...(audience !== undefined && { aud: audience }),
    ...claims,
  };
};

/**
 * A token of the person `name`, signed with the key of the runner at `url` (on this machine, its port in the URL). The
 * same name is the same person every time. It makes that key if the runner has not done so yet.
 */
export const tokenFor = async (url: string, name: string, overrides: TokenOverrides = {}): Promise<string> =>
  signClaims(claimsFor(url, name, overrides), await runnerKey(overrides));

/** As `tokenFor`, with the id of the runner's key, but signed with another key. */
export const forgedToken = async (url: string, name: string, overrides: TokenOverrides = {}): Promise<string> => {
  const { privateKey } = await runnerKey(overrides);
  return signWithForeignKey(claimsFor(url, name, overrides), privateKey.kid);
};

/** A token of an unknown issuer, correctly signed with that issuer's key. */
export const tokenOfAnotherIssuer = (url: string, name: string, overrides: TokenOverrides = {}): Promise<string> =>
  signWithForeignKey(claimsFor(url, name, { issuer: 'https://issuer.example', ...overrides }), randomUUID());

/** A token that says `alg: none` and has no signature. */
export const unsignedToken = async (url: string, name: string, overrides: TokenOverrides = {}): Promise<string> => {
  const unsecured = new UnsecuredJWT(claimsFor(url, name, overrides)).encode();
  const { kid } = (await runnerKey(overrides)).publicKey;
  return [
    Buffer.from(JSON.stringify({ alg: 'none', kid })).toString('base64url'),
    ...unsecured.split('.').slice(1),
  ].join('.');
};

/** A token with HS256, whose secret is the text of the runner's public key. */
export const hmacToken = async (url: string, name: string, overrides: TokenOverrides = {}): Promise<string> => {
  const { publicKey } = await runnerKey(overrides);
  const pem = await exportSPKI((await importJWK({ ...publicKey, ext: true }, 'RS256')) as CryptoKey);
  return new SignJWT(claimsFor(url, name, overrides))
    .setProtectedHeader({ alg: 'HS256', kid: publicKey.kid })
    .sign(Buffer.from(pem));
};

const runnerKey = ({ folder = DATA_FOLDER }: TokenOverrides): Promise<IssuerKey> => issuerKey(folder);

let foreign: ReturnType<typeof generateKeyPair> | undefined;

const signWithForeignKey = async (claims: Record<string, unknown>, kid: string): Promise<string> => {
  foreign ??= generateKeyPair('RS256');
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign((await foreign).privateKey);
};
