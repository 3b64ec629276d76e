import type { GatewayResponse } from '../gateway/response.ts';
import type { CorsConfiguration } from '../template/http-api/api.ts';

type Headers = Record<string, string | undefined>;

const CORS_HEADERS = [
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
];

/** Whether a browser asks for permission with this request: the gateway answers that itself, for any path. */
export const isPreflight = (method: string, headers: Headers): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined;

/**
 * The answer to a preflight: 204, with permissions only for an origin that has them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export const preflightResponse = (cors: CorsConfiguration, origin: string): GatewayResponse => {
  const response: GatewayResponse = { status: 204, headers: new Map(), body: Buffer.alloc(0) };
  if (!allow(response, cors, origin)) return response;
  setList(response, 'access-control-allow-methods', cors.allowMethods);
  setList(response, 'access-control-allow-headers', cors.allowHeaders);
  if (cors.maxAge !== undefined) response.headers.set('access-control-max-age', [String(cors.maxAge)]);
  return response;
};

/** Puts the API's CORS headers in place of whatever the function said about CORS itself, which is ignored. */
export const applyCors = (response: GatewayResponse, cors: CorsConfiguration, origin: string | undefined): void => {
  for (const name of CORS_HEADERS) response.headers.delete(name);
  if (origin !== undefined) allow(response, cors, origin);
};

const allow = (response: GatewayResponse, cors: CorsConfiguration, origin: string): boolean => {
  const allowed = cors.allowOrigins.includes('*') ? '*' : origin;
  if (allowed !== '*' && !cors.allowOrigins.some((pattern) => matches(pattern, origin))) return false;
  response.headers.set('access-control-allow-origin', [allowed]);
  if (allowed !== '*') {
    const vary = response.headers.get('vary') ?? [];
    response.headers.set('vary', [[...vary, 'origin'].join(', ')]);
  }
  if (cors.allowCredentials) response.headers.set('access-control-allow-credentials', ['true']);
  setList(response, 'access-control-expose-headers', cors.exposeHeaders);
  return true;
};

/** `https://*` is every origin of that scheme, as browsers spell one; there are no other patterns. */
const matches = (pattern: string, origin: string): boolean =>
  /^https?:\/\/\*$/.test(pattern)
    ? origin.startsWith(pattern.slice(0, -1)) && URL.parse(origin)?.origin === origin
    : pattern === origin;

const setList = (response: GatewayResponse, name: string, values: string[]): void => {
  if (values.length > 0) response.headers.set(name, [values.join(',')]);
};
