import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { type IssuerKey, issuerKey } from '../src/oidc/key.ts';
import { personClaims, signClaims } from '../src/oidc/person.ts';
import { localIssuer } from '../src/project/project.ts';
import { DATA_FOLDER } from './data-folder.ts';

export type TokenOverrides = {
  admin?: boolean;
  /** A token that was valid until a minute ago. */
  expired?: boolean;
  issuer?: string;
  audience?: string;
  /** Over all others; undefined takes a claim away. */
  claims?: Record<string, unknown>;
  /** Where the runner's key is, when that is not the folder of this test file's runners. */
  folder?: string;
  /** Epoch milliseconds at which it is made. */
  now?: number;
};

/** The claims of `tokenFor`. @param url base URL of the runner */
const claimsFor = (usual: string, url: string, name: string, overrides: TokenOverrides): Record<string, unknown> => {
  const { admin = false, expired = false, issuer, audience, claims, now = Date.now() } = overrides;
  const ofRunner = localIssuer(Number(new URL(url).port));
  const options = { name, admin, issuer: ofRunner, audience: usual, expiresIn: 3_600, scope: undefined };
  return {
    ...personClaims(options, expired ? now - 3_660_000 : now),
    ...(issuer !== undefined && { iss: issuer }),
    ...(audience !== undefined && { aud: audience }),
    ...claims,
  };
};

type Claims = Record<string, unknown>;

const unsigned = async (claims: Claims, overrides: TokenOverrides): Promise<string> => {
  const unsecured = new UnsecuredJWT(claims).encode();
  const { kid } = (await runnerKey(overrides)).publicKey;
  return [
    Buffer.from(JSON.stringify({ alg: 'none', kid })).toString('base64url'),
    ...unsecured.split('.').slice(1),
  ].join('.');
};

const signedByPublicKey = async (claims: Claims, overrides: TokenOverrides): Promise<string> => {
  const { publicKey } = await runnerKey(overrides);
  const pem = await exportSPKI((await importJWK({ ...publicKey, ext: true }, 'RS256')) as CryptoKey);
  return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: publicKey.kid }).sign(Buffer.from(pem));
};

/** What makes tokens of the persons of a project. @param usual the audience of its tokens */
export const createTokens = (usual: string) => {
  const claims = (url: string, name: string, overrides: TokenOverrides = {}) => claimsFor(usual, url, name, overrides);
  return {
    claimsFor: claims,

    /**
     * A token of the person `name`, signed with the key of the runner at `url` (on this machine, its port in the URL). The
     * same name is the same person every time. It makes that key if the runner has not done so yet.
     */
    tokenFor: async (url: string, name: string, overrides: TokenOverrides = {}): Promise<string> =>
      signClaims(claims(url, name, overrides), await runnerKey(overrides)),

    /** As right as `tokenFor`, and under the name of the runner's key, but signed with another one. */
    forgedToken: async (url: string, name: string, overrides: TokenOverrides = {}): Promise<string> =>
      signWithForeignKey(claims(url, name, overrides), (await runnerKey(overrides)).privateKey.kid),

    /** A token of an issuer that the runner knows nothing of, well signed with that issuer's key. */
    tokenOfAnotherIssuer: (url: string, name: string, overrides: TokenOverrides = {}): Promise<string> =>
      signWithForeignKey(claims(url, name, { issuer: 'https://issuer.example', ...overrides }), randomUUID()),

    /** A token that says `alg: none` and has no signature. */
    unsignedToken: (url: string, name: string, overrides: TokenOverrides = {}): Promise<string> =>
      unsigned(claims(url, name, overrides), overrides),

    /** A token that says HS256, its secret being the text of the runner's public key, which anybody has. */
    hmacToken: (url: string, name: string, overrides: TokenOverrides = {}): Promise<string> =>
      signedByPublicKey(claims(url, name, overrides), overrides),
  };
};

const runnerKey = ({ folder = DATA_FOLDER }: TokenOverrides): Promise<IssuerKey> => issuerKey(folder);

let foreign: ReturnType<typeof generateKeyPair> | undefined;

const signWithForeignKey = async (claims: Record<string, unknown>, kid: string): Promise<string> => {
  foreign ??= generateKeyPair('RS256');
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign((await foreign).privateKey);
};
