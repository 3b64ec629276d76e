import { sendRaw } from '../support/gateway.ts';
import { type ServedAuthorized, serveAuthorized } from './authorized.ts';
import { type Discovery, discover, locationOf, newSignIn, open, REDIRECT_URI, submit } from './signing-in.ts';

const MARKUP = `"><script>alert(1)</script><u a='&`;

describe('the sign-in page', () => {
  let served: ServedAuthorized;
  let issuer: Discovery;
  beforeAll(async () => {
    served = await serveAuthorized();
    issuer = await discover(served.url);
  });
  afterAll(() => served.stop());

  test('the page has no script, loads nothing, and says what it is', async () => {
    const page = await open(issuer, newSignIn().parameters);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self' http:\/\/localhost:5173; base-uri 'none'; frame-ancestors 'none'$/,
    );
    const html = await page.text();
    expect(html).not.toMatch(/<script|<link|<img|\bon\w+=|src=|style=/i);
    expect(html).toContain('for development on this machine only');
    expect(html).toContain('http://localhost:5173');
  });

  test.each(['', ' ', 'a b', 'ada@example.com', 'x'.repeat(65), 'ада', MARKUP])(
    'asks again for another name than %j, which stays text',
    async (name) => {
      const signIn = newSignIn();
      const again = await submit(issuer, await open(issuer, signIn.parameters), { name, admin: 'on' });
      expect(again.status).toBe(400);
      const html = await again.clone().text();
      expect(html).toContain('A name has 1 to 64 letters');
      expect(html).toMatch(/name="admin" checked/);
      expect(html).not.toMatch(/<script|<u/);
      const back = await submit(issuer, again, { name: 'ada' });
      expect(locationOf(back).searchParams.get('state')).toBe(signIn.parameters.state);
    },
  );

  test('markup in parameters stays text, and comes back as it was', async () => {
    const page = await open(issuer, newSignIn({ state: MARKUP, nonce: MARKUP, other: MARKUP }).parameters);
    expect(await page.clone().text()).not.toMatch(/<script|<u/);
    const back = await submit(issuer, page, { name: 'ada' });
    expect(locationOf(back).searchParams.get('state')).toBe(MARKUP);
  });

  describe('sends nobody to where it does not trust', () => {
    test.each([
      [{ client_id: undefined }, 'client_id is missing'],
      [{ client_id: 'other' }, 'client_id is &quot;other&quot;; the only client here is &quot;fixture&quot;'],
      [{ client_id: MARKUP }, 'client_id is &quot;&quot;&gt;&lt;script&gt;'],
      [{ redirect_uri: undefined }, 'redirect_uri is missing'],
      ...[
        'https://board.example/',
        'http://localhost.board.example/',
        'http://localhost@board.example/',
        'http://127.0.0.1.board.example/',
        'http://127.0.0.2/',
        'http://[::1]:3000/',
        'https://localhost:3000/',
        'ftp://localhost/',
        'javascript:alert(1)//localhost',
        '//localhost/',
        '/',
        'localhost:3000',
        MARKUP,
      ].map((uri): [Record<string, string>, string] => [{ redirect_uri: uri }, 'people are sent back to http://local']),
      [{ redirect_uri: 'http://ada:secret@localhost/' }, 'with a user&#39;s name in it'],
      [{ redirect_uri: 'http://localhost/#there' }, 'with a fragment'],
      [{ redirect_uri: 'http://localhost/#' }, 'with a fragment'],
    ])('%j', async (changed, message) => {
      // What is wrong beside it makes no difference.
      const signIn = newSignIn({ scope: undefined, ...changed });
      for (const parameters of [signIn.parameters, newSignIn(changed).parameters]) {
        const answer = await open(issuer, parameters);
        expect(answer.status).toBe(400);
        expect(answer.headers.has('location')).toBe(false);
        expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
        const html = await answer.text();
        expect(html).toContain(message);
        expect(html).not.toMatch(/<script|<form/);
      }
    });

    test.each(['client_id', 'redirect_uri', 'state'])('%s twice', async (name) => {
      const parameters = Object.entries(newSignIn().parameters);
      const twice = parameters.filter(([one]) => one === name);
      const answer = await open(issuer, [...parameters, ...twice]);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain(`${name} is there more than once`);
    });

    test('nor with the form, whatever was in the page', async () => {
      const body = new URLSearchParams({
        ...newSignIn({ redirect_uri: 'https://board.example/' }).parameters,
        name: 'ada',
      });
      const answer = await fetch(issuer.authorization_endpoint, { method: 'POST', body, redirect: 'manual' });
      expect(answer.status).toBe(400);
      expect(answer.headers.has('location')).toBe(false);
    });

    test('a redirect URI that only looks like another host goes to this machine', async () => {
      const { parameters } = newSignIn({ redirect_uri: 'http://localhost\\@board.example/', scope: undefined });
      expect(locationOf(await open(issuer, parameters)).hostname).toBe('localhost');
    });
  });

  test.each<[Record<string, string | undefined>, string]>([
    [{ response_type: undefined }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ response_type: 'code id_token' }, 'unsupported_response_type'],
    [{ response_mode: 'form_post' }, 'invalid_request'],
    [{ scope: undefined }, 'invalid_scope'],
    [{ scope: 'email' }, 'invalid_scope'],
    [{ scope: 'openid board/write' }, 'invalid_scope'],
    [{ code_challenge: undefined }, 'invalid_request'],
    [{ code_challenge: 'short' }, 'invalid_request'],
    [{ code_challenge_method: undefined }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ prompt: 'none' }, 'login_required'],
  ])('tells the client that %j is %s', async (changed, error) => {
    const { parameters } = newSignIn(changed);
    const body = new URLSearchParams({ ...parameters, name: 'ada' });
    for (const answer of [
      await open(issuer, parameters),
      await fetch(issuer.authorization_endpoint, { method: 'POST', body, redirect: 'manual' }),
    ]) {
      expect(answer.status).toBe(303);
      const location = locationOf(answer);
      expect(location.origin + location.pathname).toBe(REDIRECT_URI);
      expect(Object.fromEntries(location.searchParams)).toEqual({
        error,
        error_description: expect.stringMatching(/^[\w ,-]+$/),
        state: parameters.state,
      });
    }
  });

  test('tells the client that a parameter came twice', async () => {
    const parameters = Object.entries(newSignIn().parameters);
    const answer = await open(issuer, [...parameters, ['scope', 'openid']]);
    expect(locationOf(answer).searchParams.get('error')).toBe('invalid_request');
  });

  test('under another name this machine gives nothing away', async () => {
    const path = new URL(issuer.authorization_endpoint).pathname;
    const query = new URLSearchParams(newSignIn().parameters);
    const head = ['host: rebound.example', 'connection: close', '', ''].join('\r\n');
    const page = await sendRaw(served.port, `GET ${path}?${query} HTTP/1.1\r\n${head}`);
    expect(page).toMatch(/^HTTP\/1\.1 400 /);
    expect(page).toContain('for this machine only');
    const tokenPath = new URL(issuer.token_endpoint).pathname;
    const token = await sendRaw(served.port, `POST ${tokenPath} HTTP/1.1\r\n${head}`);
    expect(token).toContain('tokens are for this machine only');
  });
});
