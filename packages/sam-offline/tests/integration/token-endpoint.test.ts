import { type ServedAuthorized, serveAuthorized } from './authorized.ts';
import { codeFor, type Discovery, discover, newSignIn, REDIRECT_URI, redeem } from './signing-in.ts';

describe('the token endpoint', () => {
  let now = Date.UTC(2030, 0, 1);
  let served: ServedAuthorized;
  let issuer: Discovery;
  beforeAll(async () => {
    served = await serveAuthorized({ now: () => now });
    issuer = await discover(served.url);
  });
  afterAll(() => served.stop());

  describe('a code', () => {
    const refusal = async (answer: Response) => {
      expect(answer.status).toBe(400);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      return (await answer.json()) as { error: string; error_description: string };
    };
    const newCode = async () => {
      const signIn = newSignIn();
      return { signIn, code: await codeFor(issuer, signIn, { name: 'ada' }) };
    };
    const usedUp = 'the code was used, is over, or never was';

    test('is good for one time', async () => {
      const { signIn, code } = await newCode();
      expect((await redeem(issuer, signIn, code)).status).toBe(200);
      const again = await refusal(await redeem(issuer, signIn, code));
      expect(again).toEqual({ error: 'invalid_grant', error_description: usedUp });
    });

    test('is good for less than a minute', async () => {
      const [early, late] = [await newCode(), await newCode()];
      now += 59_999;
      expect((await redeem(issuer, early.signIn, early.code)).status).toBe(200);
      now += 1;
      const refused = await refusal(await redeem(issuer, late.signIn, late.code));
      expect(refused).toEqual({ error: 'invalid_grant', error_description: usedUp });
    });

    test.each<[string, Record<string, string>]>([
      ['another verifier', { code_verifier: newSignIn().verifier }],
      ['a verifier that is none', { code_verifier: 'short' }],
      ['another redirect URI', { redirect_uri: `${REDIRECT_URI}/` }],
    ])('is refused with %s, and is gone then', async (_, changed) => {
      const { signIn, code } = await newCode();
      expect((await refusal(await redeem(issuer, signIn, code, changed))).error).toBe('invalid_grant');
      const repeated = await refusal(await redeem(issuer, signIn, code));
      expect(repeated).toEqual({ error: 'invalid_grant', error_description: usedUp });
    });

    test('the challenge is no verifier of itself', async () => {
      const { signIn, code } = await newCode();
      const changed = { code_verifier: signIn.parameters.code_challenge };
      expect((await refusal(await redeem(issuer, signIn, code, changed))).error).toBe('invalid_grant');
    });

    test.each<[Record<string, string | undefined>, string]>([
      [{ grant_type: undefined }, 'invalid_request'],
      [{ grant_type: 'refresh_token' }, 'unsupported_grant_type'],
      [{ client_id: undefined }, 'invalid_client'],
      [{ client_id: 'other' }, 'invalid_client'],
      [{ code: undefined }, 'invalid_request'],
      [{ redirect_uri: undefined }, 'invalid_request'],
      [{ code_verifier: '' }, 'invalid_request'],
      [{ code: 'unknown' }, 'invalid_grant'],
    ])('is not asked for by %j: %s', async (changed, error) => {
      const { signIn, code } = await newCode();
      expect((await refusal(await redeem(issuer, signIn, code, changed))).error).toBe(error);
      // Nobody has shown the code, so it is still good.
      expect((await redeem(issuer, signIn, code)).status).toBe(200);
    });

    test('is asked for with a form whose fields are there once', async () => {
      const fields = 'grant_type=authorization_code&grant_type=authorization_code&client_id=fixture';
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const twice = await fetch(issuer.token_endpoint, { method: 'POST', headers, body: fields });
      expect((await refusal(twice)).error_description).toBe('a parameter is there more than once');
      const asJson = { 'content-type': 'application/json' };
      const json = await fetch(issuer.token_endpoint, { method: 'POST', headers: asJson, body: '{}' });
      expect((await refusal(json)).error).toBe('invalid_request');
    });
  });

  describe('other origins', () => {
    const allowed = (answer: Response) => answer.headers.get('access-control-allow-origin');
    const preflight = (url: string, origin: string) =>
      fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

    test.each([
      ['http://localhost:5173', true],
      ['http://127.0.0.1:8080', true],
      ['https://board.example', false],
      ['http://localhost.board.example', false],
      ['http://localhost:5173/☃', false],
      ['null', false],
    ])('%s may ask for tokens: %s, whatever the API allows', async (origin, isAllowed) => {
      const bytes = Buffer.from(origin).toString('latin1');
      const answer = await fetch(issuer.token_endpoint, { method: 'POST', headers: { origin: bytes }, body: '' });
      expect(answer.status).toBe(400);
      expect(allowed(answer)).toBe(isAllowed ? origin : null);
      const asked = await preflight(issuer.token_endpoint, bytes);
      expect(asked.status).toBe(204);
      expect(allowed(asked)).toBe(isAllowed ? origin : null);
    });

    test('none may read where somebody is sent', async () => {
      const headers = { origin: 'http://localhost:5173' };
      const body = new URLSearchParams({ ...newSignIn().parameters, name: 'ada' });
      const answer = await fetch(issuer.authorization_endpoint, { method: 'POST', headers, body, redirect: 'manual' });
      expect(answer.status).toBe(303);
      expect(allowed(answer)).toBeNull();
      expect(allowed(await preflight(issuer.authorization_endpoint, headers.origin))).toBeNull();
    });

    test('all may read the documents', async () => {
      const headers = { origin: 'https://board.example' };
      for (const url of [`${served.url}/.well-known/openid-configuration`, issuer.jwks_uri]) {
        expect(allowed(await fetch(url, { headers }))).toBe('*');
      }
    });
  });
});
