import {
  forgedToken,
  hmacToken,
  type TokenOverrides,
  tokenFor,
  tokenOfAnotherIssuer,
  unsignedToken,
} from '../support/identity.ts';
import { callWith, type ServedAuthorized, serveAuthorized } from './authorized.ts';

/** What the authorizer takes for the time; a fraction, so that the second before and the one after are clear. */
const NOW = Date.UTC(2030, 0, 1) + 500;
const SECOND = Math.floor(NOW / 1_000);

describe('a JWT authorizer', () => {
  let served: ServedAuthorized;
  beforeAll(async () => {
    served = await serveAuthorized({ now: () => NOW });
  });
  afterAll(() => served.stop());

  type Make = (url: string, name: string, overrides: TokenOverrides) => Promise<string>;
  const make = (how: Make, overrides: TokenOverrides = {}) =>
    how(served.url, 'ada', { folder: served.folder, now: NOW, ...overrides });
  const claims = (changed: Record<string, unknown>) => make(tokenFor, { claims: changed });
  const call = (path: string, token?: string, init?: RequestInit) => callWith(`${served.url}${path}`, token, init);
  const eventOf = async (answer: Response) =>
    ((await answer.json()) as { event: { requestContext: { authorizer?: { jwt: unknown } } } }).event;
  const brokenSignature = async () => {
    const [header, payload, signature = ''] = (await make(tokenFor)).split('.');
    return [header, payload, (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1)].join('.');
  };
  const otherPayload = async () => {
    const [mine, others] = [await make(tokenFor), await make(tokenFor, { admin: true })];
    return [mine.split('.')[0], others.split('.')[1], mine.split('.')[2]].join('.');
  };
  const headerOf = async (change: Record<string, unknown>) => {
    const [header = '', ...rest] = (await make(tokenFor)).split('.');
    const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), ...change };
    return [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...rest].join('.');
  };

  test.each<[string, () => Promise<string>]>([
    ['a token alone', () => make(tokenFor)],
    ['the prefix Bearer', async () => `Bearer ${await make(tokenFor)}`],
    ['the prefix in small letters', async () => `bearer ${await make(tokenFor)}`],
    ['one audience of several', () => claims({ aud: ['elsewhere', 'fixture'] })],
    ['client_id where there is no aud', () => claims({ aud: undefined, client_id: 'fixture' })],
    ['a matching aud beside another client_id', () => claims({ client_id: 'elsewhere' })],
    ['no nbf and no iat', () => claims({ nbf: undefined, iat: undefined })],
    ['an exp in the next second', () => claims({ exp: SECOND + 1 })],
    ['an nbf in this second', () => claims({ nbf: SECOND })],
    ['an iat in this second', () => claims({ iat: SECOND })],
  ])('takes %s', async (_, token) => {
    const answer = await call('/default', await token());
    expect(answer.status).toBe(200);
    expect((await eventOf(answer)).requestContext.authorizer).toBeDefined();
  });

  const expired = 'the token has expired';
  const audience = 'the token does not have a valid audience';
  const issuer = 'the token does not have a valid issuer';
  const unreadable = 'the token could not be read';
  const groups = 'the claim cognito:groups would look like another one to a function';
  test.each<[string, () => Promise<string> | string, string]>([
    ['what is no token', () => 'nonsense', unreadable],
    ['what only looks like one', () => 'Bearer a.b.c', unreadable],
    ['a token of five parts', () => 'a.b.c.d.e', unreadable],
    ['another scheme', async () => `Basic ${await make(tokenFor)}`, unreadable],
    ['a broken signature', brokenSignature, 'the token has an invalid signature'],
    ['the payload of another token', otherPayload, 'the token has an invalid signature'],
    ['a forged token', () => make(forgedToken), 'the token has an invalid signature'],
    ['alg none', () => make(unsignedToken), 'signing method is invalid'],
    ['HS256 with the public key for a secret', () => make(hmacToken), 'signing method is invalid'],
    ['ES256', () => headerOf({ alg: 'ES256' }), 'signing method is invalid'],
    ['no kid', () => headerOf({ kid: undefined }), 'the token names no key'],
    ['an unknown kid', () => headerOf({ kid: 'other' }), 'the token names an unknown key'],
    ['another issuer’s token', () => make(tokenOfAnotherIssuer), 'the token names an unknown key'],
    ['another issuer', () => make(tokenFor, { issuer: 'https://issuer.example' }), issuer],
    ['the issuer with a slash', () => make(tokenFor, { issuer: `${served.url}/` }), issuer],
    ['no issuer', () => claims({ iss: undefined }), issuer],
    ['another audience', () => make(tokenFor, { audience: 'elsewhere' }), audience],
    ['an empty list of audiences', () => claims({ aud: [] }), audience],
    ['no audience', () => claims({ aud: undefined }), audience],
    ['another client_id', () => claims({ aud: undefined, client_id: 'elsewhere' }), audience],
    ['a matching client_id beside another aud', () => claims({ aud: 'elsewhere', client_id: 'fixture' }), audience],
    ['a matching client_id beside an empty aud', () => claims({ aud: '', client_id: 'fixture' }), audience],
    ['an expired token', () => make(tokenFor, { expired: true }), expired],
    ['an exp in this second', () => claims({ exp: SECOND }), expired],
    ['a group with a blank', () => claims({ 'cognito:groups': ['not admin'] }), groups],
    ['a group with a bracket', () => claims({ 'cognito:groups': ['admin]'] }), groups],
    ['a group without a name', () => claims({ 'cognito:groups': ['', 'admin'] }), groups],
    ['a text that looks like a list of groups', () => claims({ 'cognito:groups': '[admin]' }), groups],
    ['no exp', () => claims({ exp: undefined }), expired],
    ['an exp that is no number', () => claims({ exp: String(SECOND + 60) }), expired],
    ['an nbf in the next second', () => claims({ nbf: SECOND + 1 }), 'the token is not valid yet'],
    ['an nbf that is no number', () => claims({ nbf: 'soon' }), 'the token is not valid yet'],
    ['an iat in the next second', () => claims({ iat: SECOND + 1 }), 'the token was issued in the future'],
  ])('refuses %s', async (_, token, description) => {
    const answer = await call('/default', await token());
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.text()).toBe('{"message":"Unauthorized"}');
    const challenge = `Bearer scope="" error="invalid_token" error_description="${description}"`;
    expect(answer.headers.get('www-authenticate')).toBe(challenge);
  });

  test.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['Bearer and nothing else', 'Bearer '],
  ])('asks for a token when there is none: %s', async (_, token) => {
    const answer = await call('/default', token);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('{"message":"Unauthorized"}');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('takes one token, not two', async () => {
    const token = await make(tokenFor);
    expect((await call('/default', `${token},${token}`)).status).toBe(401);
  });

  test.each<[string, Record<string, unknown>, number]>([
    ['no scope', {}, 403],
    ['another scope', { scope: 'c' }, 403],
    ['a scope that only begins like one', { scope: 'ab a/b' }, 403],
    ['one of them', { scope: 'c b' }, 200],
    ['one of them in scp', { scp: 'a' }, 200],
    ['one of them in a list', { scp: ['c', 'a'] }, 200],
    ['scopes that are no text', { scope: 7, scp: { a: true } }, 403],
  ])('a route with scopes needs one: %s', async (_, changed, status) => {
    const answer = await call('/scoped', await claims(changed));
    expect(answer.status).toBe(status);
    if (status === 403) expect(await answer.text()).toBe('{"message":"Forbidden"}');
    else
      expect((await eventOf(answer)).requestContext.authorizer).toMatchObject({
        jwt: { scopes: [expect.any(String)] },
      });
  });

  test('an invalid token is not asked for its scopes, and the challenge names those of the route', async () => {
    const answer = await call('/scoped', await make(forgedToken));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer scope="a b" error="invalid_token" /);
  });

  test('a token may come in the query, with the authorizer’s scopes or the route’s own', async () => {
    const reader = await claims({ scope: 'board/read', aud: 'other' });
    const writer = await claims({ scope: 'board/write' });
    expect((await call(`/reader?token=${reader}`)).status).toBe(200);
    expect((await call(`/writer?token=${reader}`)).status).toBe(403);
    expect((await call(`/writer?token=${writer}`)).status).toBe(200);
    expect((await call(`/reader?token=${writer}`)).status).toBe(403);
    expect((await call('/reader', reader)).status).toBe(401);
  });

  test('a function gets every claim as text', async () => {
    const token = await make(tokenFor, {
      admin: true,
      claims: {
        email_verified: true,
        auth_time: 1_893_455_990,
        ratio: 0.5,
        roles: ['one', 'two', 3],
        nothing: [],
        address: { street: 'Main', city: 'X' },
        empty: null,
      },
    });
    const { requestContext } = await eventOf(await call('/member', token, { method: 'POST', body: '{}' }));
    expect(requestContext.authorizer).toEqual({
      jwt: {
        claims: {
          sub: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
          'cognito:username': 'ada',
          username: 'ada',
          email: 'ada@example.com',
          'cognito:groups': '[admin]',
          aud: 'fixture',
          iss: served.url,
          iat: String(SECOND),
          exp: String(SECOND + 3_600),
          token_use: 'id',
          email_verified: 'true',
          auth_time: '1893455990',
          ratio: '0.5',
          roles: '[one two 3]',
          nothing: '[]',
          address: 'map[city:X street:Main]',
          empty: '<nil>',
        },
        scopes: null,
      },
    });
  });

  test('a public route has no authorizer, whatever token is sent', async () => {
    for (const token of [undefined, 'nonsense', await make(tokenFor)]) {
      const answer = await call('/public', token);
      expect(answer.status).toBe(200);
      expect((await eventOf(answer)).requestContext).not.toHaveProperty('authorizer');
    }
  });

  test('a refusal carries the headers of CORS, and a preflight needs no token', async () => {
    const headers = { origin: 'https://a.example' };
    for (const [path, token, status] of [
      ['/default', undefined, 401],
      ['/default', 'nonsense', 401],
      ['/scoped', await make(tokenFor), 403],
    ] as const) {
      const answer = await call(path, token, { headers });
      expect(answer.status).toBe(status);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
    const asked = { ...headers, 'access-control-request-method': 'POST' };
    expect((await call('/member', undefined, { method: 'OPTIONS', headers: asked })).status).toBe(204);
  });

  test('throttling and routes come first, the body last', async () => {
    expect((await call('/limited')).status).toBe(429);
    expect((await call('/nowhere')).status).toBe(404);
    const body = 'x'.repeat(11 * 1024 * 1024);
    expect((await call('/member', await make(tokenFor), { method: 'POST', body })).status).toBe(413);
    expect((await call('/member', undefined, { method: 'POST', body })).status).toBe(401);
    expect(served.access.at(-1)).toMatchObject({ status: 401, functionName: undefined });
    expect(served.errors).toEqual([]);
  });
});
