import { commonLogTime, traceId } from '../gateway/event.ts';
import type { GatewayRequest } from '../gateway/request.ts';
import type { JwtGrant } from './jwt/authorizer.ts';

/** What the event needs beside the request itself. */
export type EventOptions = {
  routeKey: string;
  pathParameters?: Record<string, string>;
  body: Buffer;
  /** Of the token that the route's authorizer has taken; undefined on a public route. */
  grant: JwtGrant | undefined;
  accountId: string;
  apiId: string;
};

/**
 * The event of payload format 2.0. Parts that a request doesn't have (cookies, query, path parameters, body) are
 * absent, not empty.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @throws URIError when the path isn't properly percent-encoded
 */
export const buildEvent = (request: GatewayRequest, options: EventOptions): object => {
  const { routeKey, pathParameters, body, grant, accountId, apiId } = options;
  const rawPath = decodeURIComponent(request.encodedPath);
  const headers = eventHeaders(request, body);
  const query = decodedQuery(request.rawQueryString);
  const domainName = request.headers.host ?? '';
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: request.rawQueryString,
    ...(request.cookies.length > 0 && { cookies: request.cookies }),
    headers,
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId,
      apiId,
      ...(grant && { authorizer: { jwt: grant } }),
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: request.method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: request.requestId,
      routeKey,
      stage: '$default',
      time: commonLogTime(new Date(request.received)),
      timeEpoch: request.received,
    },
    ...(pathParameters && { pathParameters }),
    ...eventBody(body, headers['content-type']),
  };
};

/** What API Gateway adds on the way: who called, and a trace id. */
const eventHeaders = (request: GatewayRequest, body: Buffer): Record<string, string> => ({
  ...request.headers,
  'content-length': String(body.length),
  'x-amzn-trace-id': request.headers['x-amzn-trace-id'] ?? traceId(request.received),
  'x-forwarded-for': [request.headers['x-forwarded-for'], request.sourceIp].filter(Boolean).join(', '),
  'x-forwarded-port': /:(\d+)$/.exec(request.headers.host ?? '')?.[1] ?? '80',
  'x-forwarded-proto': 'http',
});

const decodedQuery = (rawQueryString: string): Record<string, string> | undefined => {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const earlier = values.get(name);
    values.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return values.size === 0 ? undefined : Object.fromEntries(values);
};

const eventBody = (body: Buffer, contentType: string | undefined) => {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = isTextType(contentType);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
};

/**
 * Text travels as it is, everything else as base64: a form (`application/x-www-form-urlencoded`) too, and a body of no
 * stated type. AWS documents no list; this one is what HTTP APIs have been seen to do, with `+json` and `+xml`.
 */
const isTextType = (contentType: string | undefined): boolean => {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return /^(text\/.+|application\/(json|javascript|xml|[^/]+\+(json|xml)))$/.test(type);
};
