import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openIssuer } from '../../src/oidc/issuer.ts';
import { tokenFor } from '../support/identity.ts';
import { callWith, type ServedAuthorized, serveAuthorized } from './authorized.ts';

const UNREACHABLE = 'OIDC discovery endpoint communication error';

describe('an authorizer of another issuer', () => {
  let served: ServedAuthorized;
  let server: Server;
  let url = '';
  let folder = '';
  let documents = new Map<string, object>();
  const asked: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const document = documents.get(request.url ?? '');
      response.writeHead(document ? 200 : 404).end(JSON.stringify(document ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://localhost:${(server.address() as AddressInfo).port}`;
    served = await serveAuthorized({ parameters: { JwtIssuer: url, JwtAudience: 'app-1,app-2' } });
    folder = join(served.folder, 'other');
  });
  afterAll(async () => {
    await served.stop();
    server.close();
  });

  const call = async (token: string) => {
    const answer = await callWith(`${served.url}/default`, token);
    const description = /error_description="(.*)"/.exec(answer.headers.get('www-authenticate') ?? '')?.[1];
    return { status: answer.status, description };
  };
  const theirs = () => tokenFor(url, 'ada', { folder, audience: 'app-2' });

  test('refuses every token while the issuer cannot be asked, and then asks again', async () => {
    expect(await call(await theirs())).toEqual({ status: 401, description: UNREACHABLE });
    documents.set('/.well-known/openid-configuration', { issuer: url, jwks_uri: 'nowhere' });
    expect(await call(await theirs())).toEqual({ status: 401, description: UNREACHABLE });
    expect(asked).toEqual(Array(2).fill('/.well-known/openid-configuration'));
  });

  test('takes the tokens that its keys have signed, and fetches both documents once', async () => {
    documents = (await openIssuer({ url, folder, audience: 'fixture', application: 'fixture' })).documents;
    asked.length = 0;
    expect(await call(await theirs())).toEqual({ status: 200, description: undefined });
    expect((await call(await theirs())).status).toBe(200);
    expect(asked).toEqual(['/.well-known/openid-configuration', '/.well-known/jwks.json']);
  });

  test('refuses the runner’s own tokens, and other audiences', async () => {
    const own = await tokenFor(served.url, 'ada', { folder: served.folder, audience: 'app-1' });
    expect(await call(own)).toEqual({ status: 401, description: 'the token names an unknown key' });
    const pretending = await tokenFor(served.url, 'ada', { folder: served.folder, audience: 'app-1', issuer: url });
    expect((await call(pretending)).status).toBe(401);
    const elsewhere = await tokenFor(url, 'ada', { folder, audience: 'fixture' });
    expect((await call(elsewhere)).description).toBe('the token does not have a valid audience');
  });
});

test('keys that cannot be fetched refuse a token', async () => {
  const server = createServer((request, response) => {
    const isDiscovery = request.url === '/.well-known/openid-configuration';
    response
      .writeHead(isDiscovery ? 200 : 500)
      .end(JSON.stringify({ jwks_uri: `http://${request.headers.host}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const served = await serveAuthorized({ parameters: { JwtIssuer: url } });
  const answer = await callWith(`${served.url}/default`, await tokenFor(url, 'ada', { folder: served.folder }));
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toContain(UNREACHABLE);
  await served.stop();
  server.close();
});
