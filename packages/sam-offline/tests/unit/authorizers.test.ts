import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readApplication } from '../../src/template/application.ts';
import { routesOf } from '../../src/template/events/registry.ts';
import { routeAuthorization } from '../../src/template/http-api/authorization.ts';
import { supplied } from '../support/local-project.ts';

const FIXTURE = join(__dirname, '..', 'support', 'fixtures', 'authorized', 'template.yaml');
const original = readFileSync(FIXTURE, 'utf8');

describe('JWT authorizers of a template', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sam-offline-template-'));
  const file = join(folder, 'template.yaml');
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (text: string, parameters: Record<string, string> = {}) => {
    writeFileSync(file, text);
    const options = {
      parameters: new Map(Object.entries(parameters)),
      region: 'eu-north-1',
      ...supplied({ issuer: 'http://localhost:4000' }),
    };
    return readApplication({ template: file, ...options });
  };
  const changed = (from: string, to: string): string => {
    expect(original).toContain(from);
    return original.replace(from, to);
  };
  const authorizations = (application: ReturnType<typeof read>) => {
    const [api] = application.httpApis;
    if (api === undefined) throw new TypeError('no API');
    const routes = routesOf(application.functions);
    return Object.fromEntries(
      routes.map((route) => {
        const found = routeAuthorization(route, api);
        return [route.routeKey, found ? [found.authorizer.name, ...found.scopes] : []];
      }),
    );
  };

  test('are those of the runner where no other issuer is named', () => {
    const [api] = read(original).httpApis;
    expect(api?.auth.defaultAuthorizer).toBe('Member');
    expect([...(api?.auth.authorizers.values() ?? [])]).toEqual([
      {
        name: 'Member',
        identitySource: { from: 'header', name: 'Authorization' },
        issuer: 'http://localhost:4000',
        audience: ['fixture'],
        scopes: [],
      },
      {
        name: 'Reader',
        identitySource: { from: 'querystring', name: 'token' },
        issuer: 'http://localhost:4000',
        audience: ['other', 'fixture'],
        scopes: ['board/read'],
      },
    ]);
  });

  test('follow the parameters that the user sets', () => {
    const [api] = read(original, { JwtIssuer: 'https://issuer.example/', JwtAudience: 'a, b' }).httpApis;
    const member = api?.auth.authorizers.get('Member');
    expect(member).toMatchObject({ issuer: 'https://issuer.example/', audience: ['a', 'b'] });
  });

  test('guard the routes that don’t say otherwise, with their scopes or the route’s', () => {
    expect(authorizations(read(original))).toEqual({
      'ANY /default': ['Member'],
      'POST /member': ['Member'],
      'GET /limited': ['Member'],
      'GET /scoped': ['Member', 'a', 'b'],
      'GET /reader': ['Reader', 'board/read'],
      'GET /writer': ['Reader', 'board/write'],
      'GET /public': [],
    });
  });

  test('a route is public where the API has no default', () => {
    const open = changed('        DefaultAuthorizer: Member\n', '');
    const scoped = open.replace('AuthorizationScopes: [a, b]', 'Authorizer: Member, AuthorizationScopes: [a, b]');
    const why = /Auth\.Authorizer is NONE, which SAM takes only where Api\.Auth has a DefaultAuthorizer/;
    expect(() => read(scoped)).toThrow(why);
    expect(authorizations(read(scoped.replace('/public, Auth: { Authorizer: NONE }', '/public')))).toMatchObject({
      'GET /scoped': ['Member', 'a', 'b'],
      'ANY /default': [],
      'POST /member': ['Member'],
    });
  });

  test.each([
    [
      'a default that isn’t there',
      'DefaultAuthorizer: Member',
      'DefaultAuthorizer: Guest',
      /^Api\.Auth\.DefaultAuthorizer is Guest/,
    ],
    [
      'IAM that isn’t enabled',
      'DefaultAuthorizer: Member',
      'DefaultAuthorizer: AWS_IAM',
      /^Api\.Auth\.DefaultAuthorizer is AWS_IAM without/,
    ],
    [
      'IAM for a route',
      'DefaultAuthorizer: Member',
      'DefaultAuthorizer: AWS_IAM\n        EnableIamAuthorizer: true',
      /^EchoFunction\.Events\.Default\.Properties\.Auth\.Authorizer is AWS_IAM by Api\.Auth\.DefaultAuthorizer/,
    ],
    [
      'an authorizer that isn’t there',
      'Path: /member, Auth: { Authorizer: Member }',
      'Path: /member, Auth: { Authorizer: Guest }',
      /^EchoFunction\.Events\.Member\.Properties\.Auth\.Authorizer is Guest, which is none of Api\.Auth\.Authorizers/,
    ],
    [
      'scopes of a public route',
      'Auth: { Authorizer: NONE }',
      'Auth: { Authorizer: NONE, AuthorizationScopes: [a] }',
      /^EchoFunction\.Events\.Public\.Properties\.Auth\.AuthorizationScopes needs an authorizer/,
    ],
    [
      'other settings of a route',
      'Auth: { Authorizer: NONE }',
      'Auth: { InvokeRole: NONE }',
      /^EchoFunction\.Events\.Public\.Properties\.Auth\.InvokeRole is a property/,
    ],
    [
      'a Lambda authorizer',
      'AuthorizationScopes: [board/read]',
      'FunctionArn: !GetAtt EchoFunction.Arn',
      /^Api\.Auth\.Authorizers\.Reader\.FunctionArn is a property/,
    ],
    [
      'other settings of the API',
      'DefaultAuthorizer: Member',
      'ResourcePolicy: {}',
      /^Api\.Auth\.ResourcePolicy is a property/,
    ],
    [
      'another identity source',
      '$request.querystring.token',
      '$context.identity.sourceIp',
      /^Api\.Auth\.Authorizers\.Reader\.IdentitySource is \$context\.identity\.sourceIp; the local runner honours/,
    ],
    [
      'no identity source',
      '            IdentitySource: $request.querystring.token\n',
      '',
      /^Api\.Auth\.Authorizers\.Reader\.IdentitySource is missing/,
    ],
    [
      'an issuer that is no URL',
      'Issuer: !Ref JwtIssuer',
      'Issuer: example',
      /^Api\.Auth\.Authorizers\.Reader\.JwtConfiguration\.Issuer is example, not a URL/,
    ],
    [
      'no issuer',
      'Issuer: !Ref JwtIssuer, ',
      '',
      /^Api\.Auth\.Authorizers\.Reader\.JwtConfiguration\.issuer is missing/,
    ],
    [
      'no audience',
      ', Audience: [other, fixture]',
      '',
      /^Api\.Auth\.Authorizers\.Reader\.JwtConfiguration\.audience is missing/,
    ],
    [
      'an empty audience',
      '[other, fixture]',
      '[other, ""]',
      /^Api\.Auth\.Authorizers\.Reader\.JwtConfiguration\.Audience has an empty entry/,
    ],
    [
      'a user pool that would be made',
      '    Condition: CreateUserPool\n',
      '',
      /^UserPool\.Type is AWS::Cognito::UserPool/,
    ],
  ])('stops the start: %s', (_, from, to, message) => {
    expect(() => read(changed(from, to))).toThrow(message);
  });

  test('a resource that isn’t made cannot be referred to', () => {
    const text = changed('USER_POOL: !If [CreateUserPool, !Ref UserPool, ""]', 'USER_POOL: !Ref UserPool');
    expect(() => read(text)).toThrow('!Ref UserPool names no parameter or resource');
  });
});
