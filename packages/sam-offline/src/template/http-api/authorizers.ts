import type { Fields } from '../fields.ts';
import type { Support } from '../support.ts';

/** Where a request carries its token. */
export type IdentitySource = { from: 'header' | 'querystring'; name: string };

/** A JWT authorizer of an HTTP API. */
export type JwtAuthorizer = {
  name: string;
  identitySource: IdentitySource;
  /** What a token's `iss` must be, to the letter; its discovery document lies below. */
  issuer: string;
  /** A token's `aud` (or `client_id`) must be one of them. */
  audience: string[];
  /** Of these a token needs one, on routes that name none themselves. */
  scopes: string[];
};

/** Who may call the routes of an HTTP API. */
export type ApiAuth = {
  /** By name. */
  authorizers: Map<string, JwtAuthorizer>;
  /** What guards a route that doesn't say: the name of an authorizer, or `AWS_IAM`; undefined for nothing. */
  defaultAuthorizer: string | undefined;
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-oauth2authorizer.html */
const JWT_AUTHORIZER: Support = {
  honours: {
    AuthorizationScopes: true,
    IdentitySource: 'a header or a query parameter',
    // SAM reads both spellings: that of OpenAPI, and that of AWS::ApiGatewayV2::Authorizer.
    JwtConfiguration: { honours: { issuer: true, Issuer: true, audience: true, Audience: true } },
  },
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-httpapiauth.html */
export const API_AUTH: Support = {
  honours: {
    Authorizers: { mapOf: JWT_AUTHORIZER },
    DefaultAuthorizer: true,
    EnableIamAuthorizer: 'closes the routes that say nothing else; no signature opens them',
  },
};

/**
 * IAM is honoured only as "closed unless a route says otherwise": nobody has an account to sign with here.
 * @throws Failure for an authorizer that isn't a JWT authorizer, and for a default that isn't there
 */
export const apiAuth = (auth: Fields | undefined): ApiAuth => {
  const section = auth?.section('Authorizers');
  const names = section?.names() ?? [];
  const authorizers = new Map(
    names.map((name) => [name, jwtAuthorizer(name, (section as Fields).requiredSection(name))]),
  );
  const isIamEnabled = auth?.flag('EnableIamAuthorizer') ?? false;
  const defaultAuthorizer = auth?.text('DefaultAuthorizer');
  if (auth && defaultAuthorizer !== undefined && !authorizers.has(defaultAuthorizer)) {
    if (defaultAuthorizer !== 'AWS_IAM') {
      throw auth.wrong('DefaultAuthorizer', `is ${defaultAuthorizer}, which is none of its Authorizers`);
    }
    if (!isIamEnabled) throw auth.wrong('DefaultAuthorizer', 'is AWS_IAM without EnableIamAuthorizer');
  }
  return { authorizers, defaultAuthorizer };
};

const jwtAuthorizer = (name: string, fields: Fields): JwtAuthorizer => {
  const configuration = fields.requiredSection('JwtConfiguration');
  return {
    name,
    identitySource: identitySource(fields),
    issuer: issuer(configuration),
    audience: audience(configuration),
    scopes: fields.texts('AuthorizationScopes'),
  };
};

const identitySource = (fields: Fields): IdentitySource => {
  const text = fields.requiredText('IdentitySource');
  const [, from, name] = /^\$request\.(header|querystring)\.([^.\s]+)$/.exec(text) ?? [];
  if ((from !== 'header' && from !== 'querystring') || name === undefined) {
    const honoured = '$request.header.<name> and $request.querystring.<name>';
    throw fields.wrong('IdentitySource', `is ${text}; the local runner honours ${honoured}`);
  }
  return { from, name };
};

const issuer = (configuration: Fields): string => {
  const key = configuration.has('Issuer') ? 'Issuer' : 'issuer';
  const url = configuration.requiredText(key);
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw configuration.wrong(key, `is ${url}, not a URL`);
  return url;
};

const audience = (configuration: Fields): string[] => {
  const key = configuration.has('Audience') ? 'Audience' : 'audience';
  const values = configuration.texts(key);
  if (values.length === 0) throw configuration.wrong(key, 'is missing');
  if (values.includes('')) throw configuration.wrong(key, 'has an empty entry');
  return values;
};
