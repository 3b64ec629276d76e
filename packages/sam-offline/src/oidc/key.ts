import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK_RSA_Private, type JWK_RSA_Public } from 'jose';
import { codeOf, Failure, messageOf } from '../failure.ts';
import { PRIVATE, PRIVATE_FOLDER } from '../private-file.ts';

export const ALGORITHM = 'RS256';
const FILE = 'issuer-key.json';

type Named = { kid: string; alg: string; use: 'sig' };

/** The key pair of the runner's own issuer. */
export type IssuerKey = { privateKey: JWK_RSA_Private & Named; publicKey: JWK_RSA_Public & Named };

/**
 * The key pair kept in `folder`, so that tokens outlive the runner; made there when it is needed for the first time.
 * @throws Failure when the file can't be written, or holds no such key
 */
export const issuerKey = async (folder: string): Promise<IssuerKey> => {
  const file = join(folder, FILE);
  return readKey(file) ?? createKey(folder, file);
};

const readKey = (file: string): IssuerKey | undefined => {
  try {
    return withPublicPart(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Failure(`${file} holds no signing key (${messageOf(error)}); delete it, and a new one is made.`);
  }
};

const withPublicPart = (privateKey: IssuerKey['privateKey']): IssuerKey => {
  const { kty, n, e, kid, d } = privateKey;
  if (kty !== 'RSA' || [n, e, kid, d].some((part) => typeof part !== 'string')) throw new TypeError('not an RSA key');
  return { privateKey, publicKey: { kty, n, e, kid, alg: ALGORITHM, use: 'sig' } };
};

/** Of two processes that do this at once, both use the key of the one that is first. */
const createKey = async (folder: string, file: string): Promise<IssuerKey> => {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const key = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(key);
  const temporary = `${file}.${process.pid}-${kid}`;
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
    writeFileSync(temporary, `${JSON.stringify({ ...key, kid, alg: ALGORITHM, use: 'sig' })}\n`, {
      mode: PRIVATE,
      flag: 'wx',
    });
    // Unlike a rename, a link replaces nothing.
    linkSync(temporary, file);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw new Failure(`The signing key cannot be kept: ${messageOf(error)}.`);
  } finally {
    rmSync(temporary, { force: true });
  }
  const kept = readKey(file);
  if (kept === undefined) throw new Failure(`${file} went away while it was made.`);
  return kept;
};
