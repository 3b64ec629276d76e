import { createRemoteJWKSet, jwtVerify } from 'jose';
import { claimsFor } from '../support/identity.ts';
import { callWith, type ServedAuthorized, serveAuthorized } from './authorized.ts';
import {
  codeFor,
  type Discovery,
  discover,
  hiddenFields,
  locationOf,
  newSignIn,
  open,
  REDIRECT_URI,
  redeem,
  submit,
  type Tokens,
} from './signing-in.ts';

describe('signing in with a browser', () => {
  const now = Date.UTC(2030, 0, 1);
  let served: ServedAuthorized;
  let issuer: Discovery;
  beforeAll(async () => {
    served = await serveAuthorized({ now: () => now });
    issuer = await discover(served.url);
  });
  afterAll(() => served.stop());

  const signedIn = async (filledIn: Record<string, string>, signIn = newSignIn()) => {
    const answer = await redeem(issuer, signIn, await codeFor(issuer, signIn, filledIn));
    return { answer, tokens: (await answer.json()) as Tokens };
  };
  const verified = (token: string) =>
    jwtVerify(token, createRemoteJWKSet(new URL(issuer.jwks_uri)), {
      issuer: issuer.issuer,
      currentDate: new Date(now),
    });
  const claimsSeen = async (token: string): Promise<Record<string, string>> => {
    const answer = await callWith(`${served.url}/default`, `Bearer ${token}`);
    const { event } = (await answer.json()) as {
      event: { requestContext: { authorizer: { jwt: { claims: Record<string, string> } } } };
    };
    return event.requestContext.authorizer.jwt.claims;
  };

  test('a client finds all that it needs in the discovery document', () => {
    expect(issuer).toEqual({
      issuer: served.url,
      authorization_endpoint: `${served.url}/.sam-offline/oauth2/authorize`,
      token_endpoint: `${served.url}/.sam-offline/oauth2/token`,
      jwks_uri: `${served.url}/.well-known/jwks.json`,
      scopes_supported: ['openid', 'email', 'profile'],
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['none'],
      code_challenge_methods_supported: ['S256'],
    });
  });

  test('a person says their name, and their page gets tokens by code and verifier', async () => {
    const signIn = newSignIn();
    const page = await open(issuer, signIn.parameters);
    expect(page.status).toBe(200);
    const back = await submit(issuer, page, { name: 'ada' });
    expect(back.status).toBe(303);
    expect(back.headers.get('cache-control')).toBe('no-store');
    const location = locationOf(back);
    expect(location.href).toContain(`${REDIRECT_URI}?`);
    const { code = '', ...rest } = Object.fromEntries(location.searchParams);
    expect(rest).toEqual({ state: signIn.parameters.state });

    const answer = await redeem(issuer, signIn, code);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { id_token, access_token, ...told } = (await answer.json()) as Tokens;
    expect(told).toEqual({ token_type: 'Bearer', expires_in: 86_400, scope: 'openid email' });

    const person = claimsFor(served.url, 'ada', { now });
    const times = { iat: now / 1_000, exp: now / 1_000 + 86_400 };
    const id = await verified(id_token);
    expect(id.payload).toEqual({ ...person, ...times, nonce: signIn.parameters.nonce });
    const access = await verified(access_token);
    expect(access.payload).toEqual({
      sub: person.sub,
      username: 'ada',
      iss: served.url,
      client_id: 'fixture',
      scope: 'openid email',
      token_use: 'access',
      ...times,
    });
  });

  test('the API takes both tokens, as those of the person that sam-offline token names', async () => {
    const { tokens } = await signedIn({ name: 'ada', admin: 'on' });
    const { sub } = claimsFor(served.url, 'ada');
    for (const token of [tokens.id_token, tokens.access_token]) {
      expect(await claimsSeen(token)).toMatchObject({ sub, 'cognito:groups': '[admin]' });
    }
  });

  test('nobody is an admin who has not said so', async () => {
    const { tokens } = await signedIn({ name: 'ada' });
    for (const token of [tokens.id_token, tokens.access_token]) {
      expect(await claimsSeen(token)).not.toHaveProperty('cognito:groups');
    }
  });

  test('state and nonce are the client’s own choice', async () => {
    const signIn = newSignIn({ state: undefined, nonce: undefined });
    const back = await submit(issuer, await open(issuer, signIn.parameters), { name: 'ada' });
    const { code = '', ...rest } = Object.fromEntries(locationOf(back).searchParams);
    expect(rest).toEqual({});
    const { id_token } = (await (await redeem(issuer, signIn, code)).json()) as Tokens;
    expect((await verified(id_token)).payload).not.toHaveProperty('nonce');
  });

  test('the redirect URI keeps its own query', async () => {
    const signIn = newSignIn({ redirect_uri: 'http://127.0.0.1/?board=a%20b&code=mine' });
    const back = await submit(issuer, await open(issuer, signIn.parameters), { name: 'ada' });
    expect(Object.fromEntries(locationOf(back).searchParams)).toEqual({
      board: 'a b',
      code: expect.stringMatching(/^[\w-]{43}$/),
      state: signIn.parameters.state,
    });
  });

  test('an authorization request may be posted too', async () => {
    const { parameters } = newSignIn();
    const body = new URLSearchParams(parameters);
    const page = await fetch(issuer.authorization_endpoint, { method: 'POST', body });
    expect(page.status).toBe(200);
    expect(Object.fromEntries(hiddenFields(await page.text()))).toEqual(parameters);
  });

  test('other methods and paths are the template’s', async () => {
    expect((await fetch(issuer.token_endpoint)).status).toBe(404);
    expect((await fetch(issuer.authorization_endpoint, { method: 'PUT' })).status).toBe(404);
    expect((await fetch(`${served.url}/.sam-offline`)).status).toBe(404);
    expect((await fetch(issuer.authorization_endpoint, { method: 'HEAD' })).status).toBe(400);
  });

  test('the access log has no query, no code and no name', async () => {
    served.access.length = 0;
    await signedIn({ name: 'grace' });
    const line = { method: 'POST', durationMs: expect.any(Number), functionName: undefined };
    const [authorize, token] = ['/.sam-offline/oauth2/authorize', '/.sam-offline/oauth2/token'];
    expect(served.access).toEqual([
      { ...line, method: 'GET', encodedPath: authorize, status: 200 },
      { ...line, encodedPath: authorize, status: 303 },
      { ...line, encodedPath: token, status: 200 },
    ]);
    expect(served.errors).toEqual([]);
  });
});
