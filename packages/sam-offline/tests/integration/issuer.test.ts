import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { COMMAND } from '../../testing/command.ts';
import { claimsFor, tokenFor } from '../support/identity.ts';
import { FIXTURES } from '../support/local-project.ts';
import { type Runner, runLocal, startRunner } from '../support/runner.ts';
import { callWith } from './authorized.ts';

const token = (...args: string[]): string =>
  execFileSync(process.execPath, [COMMAND, 'token', ...args], { cwd: FIXTURES, encoding: 'utf8' });

describe('the runner as its own issuer', () => {
  const project = mkdtempSync(join(tmpdir(), 'sam-offline-project-'));
  const template = join(project, 'authorized', 'template.yaml');
  const folder = join(project, 'authorized', '.sam-offline');
  const keyFile = join(folder, 'issuer-key.json');
  const start = (...args: string[]) => startRunner(['--template', template, '--memory', '--no-watch', ...args]);
  let runner: Runner;
  beforeAll(async () => {
    cpSync(FIXTURES, project, { recursive: true });
    runner = await start();
  });
  afterAll(async () => {
    await runner.stop();
    rmSync(project, { recursive: true });
  });

  const port = () => new URL(runner.url).port;
  const status = async (value: string, path = '/default') => (await callWith(`${runner.url}${path}`, value)).status;

  test('publishes what a client needs to check its tokens', async () => {
    const answer = await fetch(`${runner.url}/.well-known/openid-configuration`);
    expect(answer.headers.get('content-type')).toBe('application/json');
    const discovery = (await answer.json()) as Record<string, string>;
    expect(discovery).toMatchObject({
      issuer: `http://localhost:${port()}`,
      jwks_uri: `http://localhost:${port()}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
    });
    const keys = createRemoteJWKSet(new URL(discovery.jwks_uri ?? ''));
    const { payload } = await jwtVerify(token('ada', '--template', template, '--port', port()), keys, {
      issuer: discovery.issuer ?? '',
      audience: 'fixture',
    });
    expect(payload['cognito:username']).toBe('ada');
  });

  test('publishes the public half of its key only', async () => {
    const { keys } = (await (await fetch(`${runner.url}/.well-known/jwks.json`)).json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    expect((await fetch(`${runner.url}/.well-known/jwks.json`, { method: 'POST' })).status).toBe(404);
  });

  test('keeps its key to its user, and through a restart', async () => {
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['issuer-key.json', 'running']);
    const [before, key] = [token('ada', '--template', template, '--port', port()), readFileSync(keyFile, 'utf8')];
    const samePort = port();
    await runner.stop();
    runner = await start('--port', samePort);
    expect(readFileSync(keyFile, 'utf8')).toBe(key);
    expect(await status(before)).toBe(200);
  });

  test('prints how to sign in', () => {
    const line = `TOKEN=$(sam-offline token alice --port ${port()} --template ${template})`;
    expect(runner.output()).toContain(line);
  });

  test('takes what sam-offline token prints: one token and nothing else', async () => {
    const printed = token('ada', '--template', template, '--port', port());
    expect(printed).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await status(printed.trim())).toBe(200);
    expect(await status(token('ada', '--template', template, '--port', '1').trim())).toBe(401);
  });

  test('the command’s options say what is in the token', async () => {
    const args = ['ada', '--template', template, '--port', port()];
    expect(await status(token(...args).trim(), '/scoped')).toBe(403);
    const admin = token(...args, '--admin', '--scope', 'b', '--scope', 'c', '--expires-in', '60').trim();
    const answer = await callWith(`${runner.url}/scoped`, admin);
    const { event } = (await answer.json()) as {
      event: { requestContext: { authorizer: { jwt: { claims: Record<string, string>; scopes: string[] } } } };
    };
    const { claims, scopes } = event.requestContext.authorizer.jwt;
    expect(claims).toMatchObject({ 'cognito:groups': '[admin]', scope: 'b c' });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(60);
    expect(scopes).toEqual(['b']);
    expect(claims.sub).toBe(claimsFor(runner.url, 'ada').sub);
    expect(claims.sub).not.toBe(claimsFor(runner.url, 'Ada').sub);
  });

  test('the tests’ own tokens are taken too', async () => {
    expect(await status(await tokenFor(runner.url, 'ada', { folder }))).toBe(200);
  });

  test('is none where another issuer is named', async () => {
    const other = await start('--parameter', 'JwtIssuer=https://issuer.example');
    const paths = ['/.well-known/jwks.json', '/.sam-offline/oauth2/authorize'];
    const answers = await Promise.all(paths.map((path) => fetch(`${other.url}${path}`)));
    await other.stop();
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
    expect(other.output()).not.toContain('TOKEN');
  });

  test('a user pool that would have to be made stops the start', async () => {
    const args = ['--template', template, '--memory', '--parameter', 'JwtIssuer=', '--port', '0'];
    const { status: code, output } = await runLocal('start', [...args, '--dynamodb-port', '0']);
    expect(code).toBe(1);
    expect(output).toMatch(/^UserPool\.Type is AWS::Cognito::UserPool, a resource type that the local runner cannot/);
  });
});
