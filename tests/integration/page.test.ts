import { gunzipSync } from 'node:zlib';
import { handler } from '../../src/features/site/page.function.ts';
import { pageSecurity } from '../../src/lambda/http/page-security.ts';
import { httpEvent, lambdaContext } from '../support/request.ts';

const FILES = ['/', '/app.js', '/styles.css', '/icon.svg'];
const PAGE_MAX_BYTES = 60_000;
const LIVE = 'wss://live.example.com';
const SIGN_IN = 'https://sign-in.example.com';

describe('the function that serves the page', () => {
  beforeAll(() => {
    Object.assign(process.env, {
      SIGN_IN_ISSUER: 'https://issuer.example.com/pool',
      SIGN_IN_CLIENT_ID: 'client',
      SIGN_IN_ORIGINS: SIGN_IN,
      WEBSOCKET_ORIGIN: LIVE,
    });
    jest.spyOn(console, 'info').mockImplementation();
  });

  const get = async (path: string, headers: Record<string, string> = {}, query?: Record<string, string>) => {
    const event = httpEvent({ path, headers, ...(query && { query }) });
    const {
      statusCode: status,
      headers: answered = {},
      body = '',
      isBase64Encoded,
    } = await handler(event, lambdaContext());
    const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
    return { status, headers: answered as Record<string, string>, bytes, text: bytes.toString('utf8') };
  };
  const zipped = { 'accept-encoding': 'gzip, deflate, br' };

  test('all of the page is smaller than 60 KB on its way', async () => {
    const sizes = await Promise.all(FILES.map(async (path) => (await get(path, zipped)).bytes.length));
    expect(Math.min(...sizes)).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(PAGE_MAX_BYTES);
  });

  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/app.js', 'text/javascript; charset=utf-8'],
    ['/styles.css', 'text/css; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml'],
  ])('%s is %s, the same compressed and not', async (path, type) => {
    const [plain, small] = [await get(path), await get(path, zipped)];
    expect([plain.headers['content-type'], small.headers['content-type']]).toEqual([type, type]);
    expect([plain.headers['content-encoding'], small.headers['content-encoding']]).toEqual([undefined, 'gzip']);
    expect(gunzipSync(small.bytes).equals(plain.bytes)).toBe(true);
    expect(small.headers).toMatchObject({ vary: 'accept-encoding', 'x-content-type-options': 'nosniff' });
    expect(plain.headers.etag).not.toBe(small.headers.etag);
  });

  test('gzip;q=0 asks for it not to be compressed', async () => {
    expect((await get('/', { 'accept-encoding': 'br, gzip;q=0' })).headers['content-encoding']).toBeUndefined();
    expect((await get('/', { 'accept-encoding': 'gzip;q=0.5' })).headers['content-encoding']).toBe('gzip');
  });

  test.each(FILES)('%s: who has it is told so, with the same headers', async (path) => {
    const { headers } = await get(path, zipped);
    const again = await get(path, { ...zipped, 'if-none-match': `"other", ${headers.etag}` });
    expect({ status: again.status, bytes: again.bytes.length }).toEqual({ status: 304, bytes: 0 });
    expect(again.headers).toMatchObject({ etag: headers.etag, 'cache-control': 'no-cache' });
    expect((await get(path, { ...zipped, 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('the page names its files by their contents; under these names they may be kept for ever', async () => {
    const { text } = await get('/');
    const named = [...text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(
      ([, url = '']) => new URL(url, 'http://page.test'),
    );
    expect(named.map(({ pathname }) => pathname).sort()).toEqual(['/app.js', '/icon.svg', '/styles.css']);
    for (const { pathname, searchParams } of named) {
      const { headers } = await get(pathname, zipped, { v: searchParams.get('v') ?? '' });
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect((await get(pathname, zipped, { v: 'older' })).headers['cache-control']).toBe('no-cache');
    }
  });

  test('the page has no inline script and no inline style, and loads nothing from elsewhere', async () => {
    const { text } = await get('/');
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|https?:\/\//);
    expect((await get('/styles.css')).text).not.toMatch(/url\(|https?:|@import/);
  });

  test('its Content-Security-Policy lets it load its own files, and connect to the API, live updates and the issuer', async () => {
    const { headers } = await get('/');
    const policy = Object.fromEntries(
      (headers['content-security-policy'] ?? '').split('; ').map((directive) => {
        const [name, ...sources] = directive.split(' ');
        return [name, sources.join(' ')];
      }),
    );
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': `'self' ${LIVE} https://issuer.example.com ${SIGN_IN}`,
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    });
    expect(headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
  });

  test('the host of a request changes nothing if live updates have their own address', async () => {
    const { headers } = await handler(httpEvent({ host: 'evil.example' }), lambdaContext());
    expect(headers?.['content-security-policy']).toBe((await get('/')).headers['content-security-policy']);
  });

  test('without live updates and sign-in, it connects to its own origin alone', () => {
    expect(pageSecurity([])['content-security-policy']).toContain("connect-src 'self';");
  });

  test('the query of a link to the page is ignored, for example on the return from the issuer', async () => {
    expect((await get('/', {}, { code: 'abc', state: 'def' })).status).toBe(200);
  });

  test('/config.json says where to sign in', async () => {
    const { status, text } = await get('/config.json');
    expect({ status, body: JSON.parse(text) }).toEqual({
      status: 200,
      body: {
        signIn: { issuer: 'https://issuer.example.com/pool', clientId: 'client', scope: 'openid email profile' },
      },
    });
  });
});
