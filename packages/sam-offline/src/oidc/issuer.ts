import type { GatewayRequest } from '../gateway/request.ts';
import type { GatewayResponse } from '../gateway/response.ts';
import type { Application } from '../template/application.ts';
import type { CorsConfiguration } from '../template/http-api/api.ts';
import { answerAuthorization } from './authorization-endpoint.ts';
import { SCOPES } from './authorization-request.ts';
import type { AuthorizationCodes } from './codes.ts';
import { ALGORITHM, type IssuerKey, issuerKey } from './key.ts';
import { loopbackUrl } from './loopback.ts';
import { answerTokenRequest } from './token-endpoint.ts';

const DISCOVERY = '/.well-known/openid-configuration';
const JWKS = '/.well-known/jwks.json';
// Below a name that no application would give to a route of its own.
const AUTHORIZATION = '/.sam-offline/oauth2/authorize';
const TOKEN = '/.sam-offline/oauth2/token';

/**
 * The OpenID issuer that the runner is itself. Whoever can read its key file, or is on this machine, may sign in as
 * anybody.
 */
export type LocalIssuer = {
  /** `http://localhost:3000`, the `iss` of its tokens. */
  url: string;
  publicKey: IssuerKey['publicKey'];
  /** Its public documents, by path. */
  documents: Map<string, object>;
  /** What answers a request to the issuer; undefined when the request is for something else. */
  endpoint(request: GatewayRequest): IssuerEndpoint | undefined;
  /**
   * What pages of other origins may do with the issuer's answers, whatever the API allows them: anybody may read the
   * documents, pages of this machine may ask for tokens, and nobody may read where the sign-in page sends people to.
   * Undefined when the request is for something else.
   */
  cors(request: GatewayRequest): CorsConfiguration | undefined;
};

type State = {
  /** `http://localhost:3000`, the `iss` of its tokens. */
  url: string;
  /** For whom its tokens are, which is its only client too. */
  audience: string;
  /** What its sign-in page calls the application: `whiteboard`. */
  application: string;
  key: IssuerKey;
  /** Its public documents, by path. */
  documents: Map<string, object>;
  codes: AuthorizationCodes;
};

export type IssuerOptions = Pick<State, 'url' | 'audience' | 'application'> & {
  /** Where its key is kept. */
  folder: string;
};

/** @throws Failure when there can't be one */
export const openIssuer = async ({ folder, ...about }: IssuerOptions): Promise<LocalIssuer> => {
  const key = await issuerKey(folder);
  const documents = new Map<string, object>([
    [DISCOVERY, discoveryDocument(about.url)],
    [JWKS, { keys: [key.publicKey] }],
  ]);
  const state = { ...about, key, documents, codes: new Map() };
  return {
    url: about.url,
    publicKey: key.publicKey,
    documents,
    endpoint: (request) => endpointOf(state, request),
    cors: (request) => corsOf(state, request),
  };
};

/** Whether an authorizer of the application takes tokens of this issuer. */
export const trusts = ({ httpApis }: Pick<Application, 'httpApis'>, url: string): boolean =>
  httpApis.some(({ auth }) => [...auth.authorizers.values()].some(({ issuer }) => issuer === url));

/** Answers a request, as soon as its body is there. @param now epoch milliseconds */
type IssuerEndpoint = (body: Buffer, now: number) => GatewayResponse | Promise<GatewayResponse>;

const endpointOf = (issuer: State, request: GatewayRequest): IssuerEndpoint | undefined => {
  const { method, encodedPath } = request;
  const isRead = method === 'GET' || method === 'HEAD';
  const document = issuer.documents.get(encodedPath);
  if (document !== undefined) return isRead ? () => published(document) : undefined;
  if (encodedPath === AUTHORIZATION && (isRead || method === 'POST')) {
    return (body, now) => answerAuthorization(issuer, request, body, now);
  }
  if (encodedPath === TOKEN && method === 'POST') {
    return (body, now) => answerTokenRequest(issuer, request, body, now);
  }
  return undefined;
};

const corsOf = (issuer: State, request: GatewayRequest): CorsConfiguration | undefined => {
  const { encodedPath, headers } = request;
  if (issuer.documents.has(encodedPath)) return { ...CLOSED, allowOrigins: ['*'] };
  if (encodedPath === AUTHORIZATION) return CLOSED;
  if (encodedPath !== TOKEN) return undefined;
  const { origin = '' } = headers;
  return { ...CLOSED, allowOrigins: loopbackUrl(origin)?.origin === origin ? [origin] : [], allowMethods: ['POST'] };
};

const CLOSED: CorsConfiguration = {
  allowOrigins: [],
  allowMethods: [],
  allowHeaders: ['content-type'],
  exposeHeaders: [],
  maxAge: undefined,
  allowCredentials: false,
};

const published = (document: object): GatewayResponse => ({
  status: 200,
  headers: new Map([['content-type', ['application/json']]]),
  body: Buffer.from(JSON.stringify(document)),
});

/**
 * https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata, with the names that the document of a
 * Cognito user pool has, and PKCE. There is no session to end.
 */
const discoveryDocument = (url: string): object => ({
  issuer: url,
  authorization_endpoint: `${url}${AUTHORIZATION}`,
  token_endpoint: `${url}${TOKEN}`,
  jwks_uri: `${url}${JWKS}`,
  scopes_supported: SCOPES,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: [ALGORITHM],
  token_endpoint_auth_methods_supported: ['none'],
  code_challenge_methods_supported: ['S256'],
});
