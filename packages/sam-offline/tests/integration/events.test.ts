import { request } from 'node:http';
import { type ServedFixture, sendRaw, serveFixture } from '../support/gateway.ts';

type Echo = {
  event: Record<string, unknown> & { requestContext: Record<string, unknown>; headers: Record<string, string> };
  context: Record<string, unknown>;
  variables: Record<string, string>;
  environment: string;
};

describe('the event that a function receives', () => {
  let served: ServedFixture;
  beforeAll(async () => {
    served = await serveFixture();
  });
  afterAll(() => served.stop());

  const echo = async (path: string, init?: RequestInit): Promise<Echo> =>
    (await (await fetch(`${served.url}${path}`, init)).json()) as Echo;

  /** Sends a target and headers exactly as given, and returns the event. */
  const raw = async (head: string, body: string | Buffer = ''): Promise<Echo['event']> => {
    const answer = await sendRaw(
      served.port,
      Buffer.concat([Buffer.from(`${head}\r\nhost: board.test:3000\r\nconnection: close\r\n\r\n`), Buffer.from(body)]),
    );
    return (JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as Echo).event;
  };

  test('is one of payload format 2.0', async () => {
    const before = Date.now();
    const { event } = await echo('/echo?limit=3', { method: 'POST', body: 'hi', headers: { 'user-agent': 'tests' } });
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'ANY /echo',
      rawPath: '/echo',
      rawQueryString: 'limit=3',
      queryStringParameters: { limit: '3' },
      headers: expect.objectContaining({
        'content-length': '2',
        host: `127.0.0.1:${served.port}`,
        'user-agent': 'tests',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': String(served.port),
        'x-forwarded-proto': 'http',
      }),
      requestContext: {
        accountId: '123456789012',
        apiId: 'Api',
        domainName: `127.0.0.1:${served.port}`,
        domainPrefix: '127',
        http: { method: 'POST', path: '/echo', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'tests' },
        requestId: expect.stringMatching(/^[\w-]{15}=$/),
        routeKey: 'ANY /echo',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
      body: 'hi',
      isBase64Encoded: false,
    });
    expect(event.requestContext.timeEpoch).toBeGreaterThanOrEqual(before);
    expect(event.headers).not.toHaveProperty('connection');
  });

  test('has no member for what the request does not have', async () => {
    const { event } = await echo('/echo');
    for (const absent of ['body', 'cookies', 'queryStringParameters', 'pathParameters']) {
      expect(event).not.toHaveProperty(absent);
    }
    expect(event.rawQueryString).toBe('');
  });

  test('carries path parameters and path decoded, and the query string as sent', async () => {
    const { event } = await echo('/things/caf%C3%A9%2F1?q=a%20b&q=c+d&empty');
    expect(event).toMatchObject({
      routeKey: 'GET /things/{id}',
      rawPath: '/things/café/1',
      pathParameters: { id: 'café/1' },
      rawQueryString: 'q=a%20b&q=c+d&empty',
      queryStringParameters: { q: 'a b,c d', empty: '' },
    });
    expect((await echo('/echo/a/b%20c/d')).event.pathParameters).toEqual({ proxy: 'a/b c/d' });
  });

  test('joins headers sent twice by a comma and takes cookies out of them', async () => {
    const event = await raw('GET /echo HTTP/1.1\r\nX-Tag: one\r\nx-tag: two\r\nCookie: a=1; b=2\r\nCOOKIE: c=3');
    expect(event.headers['x-tag']).toBe('one,two');
    expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3']);
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event.requestContext.domainName).toBe('board.test:3000');
  });

  test.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['application/merge-patch+json', false],
    ['text/csv', false],
    ['image/svg+xml', true],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
  ])('a body of %s is base64: %s', async (type, isBase64Encoded) => {
    const body = '{"text":"né"}';
    const { event } = await echo('/echo', { method: 'POST', body, headers: { 'content-type': type } });
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(String(event.body), isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(body);
  });

  test('a body without a type, and any bytes at all, arrive unharmed', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const event = await raw(`POST /echo HTTP/1.1\r\ncontent-length: ${bytes.length}`, bytes);
    expect(event.isBase64Encoded).toBe(true);
    expect(Buffer.from(String(event.body), 'base64').equals(bytes)).toBe(true);
  });

  test('a body in chunks arrives whole', async () => {
    const chunked = new Promise<string>((resolve, reject) => {
      const outgoing = request(`${served.url}/echo`, { method: 'PUT', headers: { 'content-type': 'text/plain' } });
      outgoing.on('response', async (incoming) => resolve(Buffer.concat(await incoming.toArray()).toString()));
      outgoing.on('error', reject);
      outgoing.write('first ');
      outgoing.end('second');
    });
    const { event } = JSON.parse(await chunked) as Echo;
    expect(event.body).toBe('first second');
    expect(event.headers).toMatchObject({ 'content-length': '12' });
    expect(event.headers).not.toHaveProperty('transfer-encoding');
  });

  test('a target that is a whole URL counts by its path', async () => {
    const event = await raw('GET http://elsewhere.test/echo?x=1 HTTP/1.1');
    expect(event).toMatchObject({ rawPath: '/echo', rawQueryString: 'x=1' });
  });

  test('request ids are never given twice', async () => {
    const echoes = await Promise.all(Array.from({ length: 20 }, () => echo('/echo')));
    expect(new Set(echoes.map(({ event }) => event.requestContext.requestId)).size).toBe(20);
    expect(new Set(echoes.map(({ context }) => context.awsRequestId)).size).toBe(20);
  });

  test('the environment is the template’s and Lambda’s, with nothing of this machine', async () => {
    process.env.OF_THIS_MACHINE = 'secret';
    const { variables } = await echo('/echo');
    expect(variables).toEqual({
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      OWN: 'only here',
      GREETING: 'hello',
      TABLE_NAME: 'Table',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://database.invalid',
      AWS_ENDPOINT_URL_DYNAMODB_STREAMS: 'http://database.invalid',
      AWS_ENDPOINT_URL_LAMBDA: 'http://127.0.0.1',
      AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1',
      AWS_ENDPOINT_URL_SESV2: 'http://services.invalid',
      _HANDLER: 'index.echo',
      AWS_REGION: 'eu-north-1',
      AWS_DEFAULT_REGION: 'eu-north-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'EchoFunction',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/EchoFunction',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'INFO',
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
      LAMBDA_TASK_ROOT: expect.stringContaining('EchoFunction'),
    });
  });

  test('the context is Lambda’s', async () => {
    const { context } = await echo('/echo');
    expect(context).toEqual({
      functionName: 'EchoFunction',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:eu-north-1:123456789012:function:EchoFunction',
      memoryLimitInMB: '256',
      awsRequestId: expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
      logGroupName: '/aws/lambda/EchoFunction',
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      callbackWaitsForEmptyEventLoop: false,
      remaining: expect.any(Number),
    });
    expect(context.remaining).toBeGreaterThan(4_000);
    expect(context.remaining).toBeLessThanOrEqual(5_000);
  });
});
