import {
  forgedToken,
  type TokenOverrides,
  tokenFor,
  tokenOfAnotherIssuer,
  unsignedToken,
} from '../support/identity.ts';
import { callWith, type ServedAuthorized, serveAuthorized } from './authorized.ts';

describe('the access log says why a token is refused', () => {
  let served: ServedAuthorized;
  beforeAll(async () => {
    served = await serveAuthorized();
  });
  afterAll(() => served.stop());

  type Make = (url: string, name: string, overrides: TokenOverrides) => Promise<string>;
  const make = (how: Make, overrides: TokenOverrides = {}) =>
    how(served.url, 'ada', { folder: served.folder, ...overrides });
  const claims = (changed: Record<string, unknown>) => make(tokenFor, { claims: changed });
  /** A token under an unknown key. @param payload its claims, instead of right ones */
  const underUnknownKey = async (payload?: string) => {
    const [header = '', right = '', signature] = (await make(tokenFor)).split('.');
    const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), kid: 'other' };
    return [Buffer.from(JSON.stringify(changed)).toString('base64url'), payload ?? right, signature].join('.');
  };
  const ask = async (path: string, token: string | undefined) => {
    const { status } = await callWith(`${served.url}${path}`, token);
    return { status, reason: served.access.at(-1)?.reason };
  };

  test.each<[string, () => Promise<string>, (url: string) => string]>([
    [
      'a token for a runner on another port',
      () => make(tokenFor, { issuer: 'http://localhost:1' }),
      (url) => `the token's issuer is http://localhost:1 instead of ${url}`,
    ],
    ['no issuer', () => claims({ iss: undefined }), (url) => `the token's issuer is missing instead of ${url}`],
    [
      'another issuer’s token',
      () => make(tokenOfAnotherIssuer),
      (url) => `the token names an unknown key, and the token's issuer is https://issuer.example instead of ${url}`,
    ],
    ['an unknown key', () => underUnknownKey(), () => 'the token names an unknown key'],
    [
      'an unknown key and no claims',
      () => underUnknownKey('YQ'),
      (url) => `the token names an unknown key, and the token's issuer is missing instead of ${url}`,
    ],
    [
      'another audience',
      () => make(tokenFor, { audience: 'elsewhere' }),
      () => "the token's audience is elsewhere instead of fixture",
    ],
    [
      'another client_id',
      () => claims({ aud: undefined, client_id: 'elsewhere' }),
      () => "the token's audience is elsewhere instead of fixture",
    ],
    [
      'several audiences',
      () => claims({ aud: ['a', 'b'] }),
      () => `the token's audience is ["a","b"] instead of fixture`,
    ],
    [
      'a long audience',
      () => claims({ aud: 'x'.repeat(101) }),
      () => `the token's audience is ${'x'.repeat(100)}... instead of fixture`,
    ],
    ['no exp', () => claims({ exp: undefined }), () => 'the token does not say when it expires'],
    ['a forged token', () => make(forgedToken), () => 'the token has an invalid signature'],
    ['alg none', () => make(unsignedToken), () => 'signing method is invalid'],
    ['what is no token', async () => 'nonsense', () => 'the token could not be read'],
  ])('%s', async (_, token, reason) => {
    expect(await ask('/default', await token())).toEqual({ status: 401, reason: reason(served.url) });
  });

  test('an expired token, and since when', async () => {
    const { status, reason } = await ask('/default', await make(tokenFor, { expired: true }));
    expect(status).toBe(401);
    expect(reason).toMatch(/^the token expired 6\d s ago$/);
  });

  test('no token', async () => {
    expect(await ask('/default', undefined)).toEqual({ status: 401, reason: 'no token' });
  });

  test('a missing scope', async () => {
    const reason = 'the token has no scope a or b';
    expect(await ask('/scoped', await claims({ scope: 'c' }))).toEqual({ status: 403, reason });
  });

  test('and says nothing of one that is taken', async () => {
    expect(await ask('/default', await make(tokenFor))).toEqual({ status: 200, reason: undefined });
  });
});
