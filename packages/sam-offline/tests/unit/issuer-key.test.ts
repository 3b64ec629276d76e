import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issuerKey } from '../../src/oidc/key.ts';

describe('the key of the local issuer', () => {
  const root = mkdtempSync(join(tmpdir(), 'sam-offline-key-'));
  afterAll(() => rmSync(root, { recursive: true }));

  test('is made once, for its user alone, also when many ask at the same time', async () => {
    const folder = join(root, 'new', '.sam-offline');
    const keys = await Promise.all(Array.from({ length: 5 }, () => issuerKey(folder)));
    expect(new Set(keys.map(({ privateKey }) => privateKey.kid)).size).toBe(1);
    expect(readdirSync(folder)).toEqual(['issuer-key.json']);
    expect(statSync(join(folder, 'issuer-key.json')).mode & 0o777).toBe(0o600);
    expect(await issuerKey(folder)).toEqual(keys[0]);
  });

  test('gives away no private part with its public half', async () => {
    const { publicKey } = await issuerKey(root);
    expect(Object.keys(publicKey).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  test.each(['', '{}', 'null', '{"kty":"oct","k":"AA"}'])(
    'a file that holds %j is refused, and left alone',
    async (text) => {
      const folder = mkdtempSync(join(root, 'broken-'));
      const file = join(folder, 'issuer-key.json');
      writeFileSync(file, text);
      await expect(issuerKey(folder)).rejects.toThrow(/holds no signing key .*delete it, and a new one is made/);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  test('a folder that cannot be made is said so', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(issuerKey(join(root, 'file', '.sam-offline'))).rejects.toThrow(/key/);
  });
});
