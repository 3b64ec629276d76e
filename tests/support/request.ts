import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

/** The parts of a request that a test gives; the rest of the event is filled in. */
export type TestRequest = {
  method?: string;
  path?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Values other than strings are sent as JSON, with its content type. */
  body?: unknown;
  /** Whether `body` is base64. */
  isBase64Encoded?: boolean;
  pathParameters?: Record<string, string>;
  /** The template's route, `GET /boards/{boardId}`; by default method and path. */
  route?: string;
  /** The claims that API Gateway's authorizer has checked; without them nobody is signed in. */
  claims?: Record<string, string>;
  /** The address of the sender. */
  sourceIp?: string;
  /** The host of the request. */
  host?: string;
};

const withContentType = (headers: Record<string, string>, body: unknown): Record<string, string> =>
  body === undefined || typeof body === 'string'
    ? headers
    : { ...headers, 'content-type': headers['content-type'] ?? 'application/json' };

/** An HTTP API event (payload format 2.0) for a request. @param context over what the event says of the API and of the time */
export const httpEvent = (
  request: TestRequest,
  context: Partial<APIGatewayProxyEventV2['requestContext']> = {},
): APIGatewayProxyEventV2 => {
  const {
    method = 'GET',
    path = '/',
    query,
    headers = {},
    body,
    pathParameters,
    claims,
    sourceIp = '127.0.0.1',
    host = 'localhost',
    isBase64Encoded = false,
  } = request;
  const routeKey = request.route ?? `${method} ${path}`;
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: withContentType(headers, body),
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
      domainName: host,
      domainPrefix: host.split('.')[0] ?? '',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? 'tests' },
      requestId: 'api-request',
      routeKey,
      stage: '$default',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: Date.UTC(2026, 0, 1),
      ...context,
    },
    ...(pathParameters && { pathParameters }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded,
  };
};

/** A Lambda context with ten seconds left. */
export const lambdaContext = (overrides: Partial<Context> = {}): Context => ({
  awsRequestId: 'c0ffee00-0000-4000-8000-000000000000',
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'tests',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:tests',
  logGroupName: 'tests',
  logStreamName: 'tests',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
  ...overrides,
});
