import type { GatewayRequest } from '../gateway/request.ts';
import type { GatewayResponse } from '../gateway/response.ts';
import type { Application } from '../template/application.ts';
import { ALGORITHM, type IssuerKey, issuerKey } from './key.ts';

const JWKS = '/.well-known/jwks.json';

/** The OpenID issuer that the runner is itself: whoever can read its key file may sign in as anybody. */
export type LocalIssuer = {
  /** `http://localhost:3000`, the `iss` of its tokens. */
  url: string;
  key: IssuerKey;
  /** Its public documents, by path. */
  documents: Map<string, object>;
};

/** The issuer at `url`, with the key that is kept in `folder`. @throws Failure when there can't be one */
export const openIssuer = async (url: string, folder: string): Promise<LocalIssuer> => {
  const key = await issuerKey(folder);
  const documents = new Map<string, object>([
    ['/.well-known/openid-configuration', discoveryDocument(url)],
    [JWKS, { keys: [key.publicKey] }],
  ]);
  return { url, key, documents };
};

/** Whether an authorizer of the application takes tokens of this issuer. */
export const trusts = ({ httpApis }: Pick<Application, 'httpApis'>, url: string): boolean =>
  httpApis.some(({ auth }) => [...auth.authorizers.values()].some(({ issuer }) => issuer === url));

/** The answer to a request for one of the issuer's documents; undefined when it is for something else. */
export const publish = (issuer: LocalIssuer, { method, encodedPath }: GatewayRequest): GatewayResponse | undefined => {
  const document = issuer.documents.get(encodedPath);
  if (document === undefined || (method !== 'GET' && method !== 'HEAD')) return undefined;
  return {
    status: 200,
    headers: new Map([['content-type', ['application/json']]]),
    body: Buffer.from(JSON.stringify(document)),
  };
};

/**
 * What https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata requires, as far as it is there:
 * tokens come from a command, so there is nowhere to send a browser to.
 */
const discoveryDocument = (url: string): object => ({
  issuer: url,
  jwks_uri: `${url}${JWKS}`,
  response_types_supported: ['id_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: [ALGORITHM],
});
