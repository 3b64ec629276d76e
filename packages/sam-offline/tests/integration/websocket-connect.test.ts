import { connect } from 'node:net';
import { openGate } from '../../testing/gate.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { connectClient, refusedClient } from '../../testing/websocket-client.ts';
import { sendRaw } from '../support/gateway.ts';
import { type ServedWebSockets, serveWebSockets } from '../support/websocket.ts';

const REQUEST_ID = expect.stringMatching(/^[\w-]{15}=$/);

describe('connecting to a WebSocket API', () => {
  let served: ServedWebSockets;
  beforeAll(async () => {
    served = await serveWebSockets();
  });
  afterAll(async () => {
    await served.stop();
    expect(served.errors).toEqual([]);
  });
  beforeEach(() => served.forget());

  test('$connect gets the handshake, and the client is in when it answers 200', async () => {
    const { socket, closed } = await connectClient(`${served.url}?ticket=a%20b&tag=1&tag=2`);
    const host = new URL(served.url).host;
    const [event] = served.events;
    expect(event).toEqual({
      headers: expect.objectContaining({
        Host: host,
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': expect.any(String),
        'user-agent': 'tests',
        'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        'X-Forwarded-For': '127.0.0.1',
        'X-Forwarded-Port': host.split(':')[1],
        'X-Forwarded-Proto': 'http',
      }),
      multiValueHeaders: expect.objectContaining({ Host: [host], 'X-Forwarded-For': ['127.0.0.1'] }),
      queryStringParameters: { ticket: 'a b', tag: '2' },
      multiValueQueryStringParameters: { ticket: ['a b'], tag: ['1', '2'] },
      requestContext: {
        routeKey: '$connect',
        eventType: 'CONNECT',
        extendedRequestId: REQUEST_ID,
        requestTime: expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        messageDirection: 'IN',
        stage: 'live',
        connectedAt: expect.any(Number),
        requestTimeEpoch: expect.any(Number),
        identity: { sourceIp: '127.0.0.1', userAgent: 'tests' },
        requestId: REQUEST_ID,
        domainName: host,
        connectionId: REQUEST_ID,
        apiId: 'WebSocketApi',
      },
      isBase64Encoded: false,
    });
    expect(event?.headers).not.toHaveProperty('Connection');
    socket.close();
    await closed;
  });

  test('without a query its maps are absent, and a slash after the stage changes nothing', async () => {
    const { socket, closed } = await connectClient(`${served.url}/`);
    expect(served.events[0]).not.toHaveProperty('queryStringParameters');
    expect(served.events[0]).not.toHaveProperty('multiValueQueryStringParameters');
    socket.close();
    await closed;
  });

  test.each([
    ['a status of $connect', '?status=401', 401, 'Unauthorized'],
    ['a redirect of $connect', '?status=302', 302, 'Found'],
    ['an error of $connect', '?fault=throw', 502, 'Internal server error'],
    ['an answer of $connect without a status', '?fault=nothing', 502, 'Internal server error'],
    ['a status that there is not', '?status=42', 502, 'Internal server error'],
  ])('%s refuses the handshake: %s is a %i', async (_, query, status, message) => {
    const { body, ...refused } = await refusedClient(`${served.url}${query}`);
    expect(refused.status).toBe(status);
    expect(body).toEqual({ message, connectionId: REQUEST_ID, requestId: REQUEST_ID });
    expect(served.access).toEqual([expect.objectContaining({ method: 'CONNECT', status })]);
  });

  test('another stage is forbidden, and reaches no function', async () => {
    const other = served.url.replace(/live$/, 'dead');
    expect(await refusedClient(other)).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
    expect(await refusedClient(`${served.url}/below`)).toMatchObject({ status: 403 });
    expect(served.events).toEqual([]);
  });

  test('what is no proper handshake is a 400, and reaches no function', async () => {
    const head = 'GET /live HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n';
    const answer = await sendRaw(Number(new URL(served.url).port), `${head}sec-websocket-version: 13\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(served.events).toEqual([]);
  });

  test('the subprotocol is the one that $connect names', async () => {
    const { socket, closed } = await connectClient(`${served.url}?protocol=b`, ['a', 'b']);
    expect(socket.protocol).toBe('b');
    socket.close();
    await closed;
    await expect(connectClient(served.url, ['a', 'b'])).rejects.toThrow('Server sent no subprotocol');
  });

  test('one that goes away while $connect runs is disconnected afterwards', async () => {
    const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n';
    const gate = await openGate();
    const target = `/live?after=${encodeURIComponent(gate.url)}`;
    const head = `GET ${target} HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n${key}\r\n`;
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1', () => socket.write(head));
    await gate.reached();
    socket.destroy();
    gate.release();
    const events = await waitFor('both events', () => served.events.length === 2 && served.events);
    expect(events.map((event) => event.requestContext.routeKey)).toEqual(['$connect', '$disconnect']);
  });

  test('the access log has a line, and nothing of the query', async () => {
    const { socket, closed } = await connectClient(`${served.url}?ticket=secret`);
    socket.close(1000, 'also secret');
    await closed;
    await waitFor('the end', () => served.access.length === 2);
    expect(served.access).toEqual([
      {
        method: 'CONNECT',
        encodedPath: '/live',
        status: 101,
        durationMs: expect.any(Number),
        functionName: 'ConnectFunction',
      },
      {
        method: 'DISCONNECT',
        encodedPath: '1000',
        status: 200,
        durationMs: expect.any(Number),
        functionName: 'RecordFunction',
      },
    ]);
  });
});

describe('a WebSocket API', () => {
  test('without the predefined routes lets everybody in, and forbids messages that name no route', async () => {
    const served = await serveWebSockets({ Predefined: 'false' });
    const client = await connectClient(served.url);
    client.send('no JSON');
    expect(await client.next()).toEqual({ message: 'Forbidden', connectionId: REQUEST_ID, requestId: REQUEST_ID });
    client.socket.close();
    await client.closed;
    await waitFor('the end', () => served.access.length === 3);
    expect(served.access.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'CONNECT 101',
      'MESSAGE 403',
      'DISCONNECT 200',
    ]);
    await served.stop();
  });

  test('refuses connections beyond the throttle of $connect with 429', async () => {
    const served = await serveWebSockets({ ConnectBurst: '1' });
    await connectClient(served.url);
    const body = { message: 'Too Many Requests' };
    expect(await refusedClient(served.url)).toMatchObject({ status: 429, body });
    await served.stop();
  });
});
