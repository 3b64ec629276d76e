import { once } from 'node:events';
import { openGate } from '../../testing/gate.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { type Client, connectClient } from '../../testing/websocket-client.ts';
import { type ServedWebSockets, serveWebSockets } from '../support/websocket.ts';

const REQUEST_ID = expect.stringMatching(/^[\w-]{15}=$/);
const KB = 1024;

describe('messages to a WebSocket API', () => {
  let served: ServedWebSockets;
  let client: Client;
  beforeAll(async () => {
    served = await serveWebSockets();
  });
  afterAll(async () => {
    await served.stop();
    expect(served.errors).toEqual([]);
  });
  beforeEach(async () => {
    await served.forget();
    client = await connectClient(served.url);
    served.events.length = 0;
    served.access.length = 0;
  });
  afterEach(async () => {
    client.socket.close();
    await client.closed;
  });

  const recorded = () => waitFor('an event', () => served.events[0]);

  test('are handed to the function of the route that they select, which answers by the management API', async () => {
    const body = '{"action":"echo","text":"Grüße"}';
    client.send(body);
    expect(await client.next()).toEqual({
      event: {
        requestContext: {
          routeKey: 'echo',
          messageId: REQUEST_ID,
          eventType: 'MESSAGE',
          extendedRequestId: REQUEST_ID,
          requestTime: expect.stringMatching(/ \+0000$/),
          messageDirection: 'IN',
          stage: 'live',
          connectedAt: expect.any(Number),
          requestTimeEpoch: expect.any(Number),
          identity: { sourceIp: '127.0.0.1', userAgent: 'tests' },
          requestId: REQUEST_ID,
          domainName: new URL(served.url).host,
          connectionId: REQUEST_ID,
          apiId: 'WebSocketApi',
        },
        body,
        isBase64Encoded: false,
      },
      api: `WebSocketApi WebSocketApi ${served.url.replace('http', 'ws').replace('/live', '')}`,
    });
  });

  test.each([
    ['no JSON', 'hello'],
    ['no object', '["echo"]'],
    ['no action', '{"text":"hello"}'],
    ['an action without a route', '{"action":"brew"}'],
    ['an action that is no text', '{"action":{"echo":1}}'],
    ['an action named like a predefined route', '{"action":"$connect"}'],
    ['an action that every object inherits', '{"action":"constructor"}'],
    ['nothing', ''],
  ])('go to $default: %s', async (_, body) => {
    client.send(body);
    expect(await recorded()).toMatchObject({ body, requestContext: { routeKey: '$default', eventType: 'MESSAGE' } });
    expect(client.messages).toEqual([]);
  });

  test.each([
    ['throws', 'fault', 'throw', 'Internal server error', 502],
    ['answers without a status', 'fault', 'nothing', 'Internal server error', 502],
    ['takes longer than the integration’s timeout', 'hang', 'hang', 'Endpoint request timed out', 504],
  ])('are answered by the gateway when the function %s', async (_, action, kind, message, status) => {
    client.send({ action, kind });
    expect(await client.next()).toEqual({ message, connectionId: REQUEST_ID, requestId: REQUEST_ID });
    expect(served.access).toMatchObject([{ method: 'MESSAGE', encodedPath: action, status }]);
  });

  test('are not answered by what a function returns, whatever its status', async () => {
    client.send({ action: 'fault', kind: 'status' });
    await waitFor('the line', () => served.access.length === 1);
    expect(served.access).toMatchObject([{ encodedPath: 'fault', status: 500, functionName: 'FaultFunction' }]);
    client.send({ action: 'echo' });
    expect(await client.next()).toMatchObject({ event: { requestContext: { routeKey: 'echo' } } });
  });

  test('beyond the throttle of a route are answered 429 by the gateway', async () => {
    client.send({ action: 'limited' });
    expect(await client.next()).toMatchObject({ event: { requestContext: { routeKey: 'limited' } } });
    client.send({ action: 'limited' });
    expect(await client.next()).toMatchObject({ message: 'Too Many Requests', requestId: REQUEST_ID });
  });

  test('of one connection are handed over as they come, not one after the other', async () => {
    const gate = await openGate();
    client.send({ action: 'echo', text: 'first', after: gate.url });
    await gate.reached();
    client.send({ action: 'echo', text: 'second' });
    expect(await client.next()).toMatchObject({ event: { body: expect.stringContaining('second') } });
    gate.release();
    expect(await client.next()).toMatchObject({ event: { body: expect.stringContaining('first') } });
  });

  describe('have a size:', () => {
    const disconnected = () =>
      waitFor('the end', () => served.events.find((event) => event.requestContext.routeKey === '$disconnect'));

    test('128 KB in frames of 32 KB', async () => {
      for (const fin of [false, false, false, true]) client.socket.send('x'.repeat(32 * KB), { fin });
      expect((await recorded()).body).toHaveLength(128 * KB);
    });

    test('a frame above 32 KB ends the connection with 1009, after the messages before it', async () => {
      client.send('before');
      client.socket.send('x'.repeat(32 * KB + 1));
      expect(await client.closed).toMatchObject({ code: 1009 });
      expect(await disconnected()).toMatchObject({ requestContext: { disconnectStatusCode: 1009 } });
      const bodies = served.events
        .filter((event) => event.requestContext.routeKey === '$default')
        .map(({ body }) => body);
      expect(bodies).toEqual(['before']);
    });

    test('a message above 128 KB in small frames does as well', async () => {
      for (const fin of [false, false, false, false]) client.socket.send('x'.repeat(32 * KB), { fin });
      client.socket.send('x', { fin: true });
      expect(await client.closed).toMatchObject({ code: 1009 });
      expect(await disconnected()).toMatchObject({ requestContext: { disconnectStatusCode: 1009 } });
    });
  });

  test('in binary frames end the connection with 1003', async () => {
    client.socket.send(Buffer.from('{"action":"echo"}'), { binary: true });
    expect(await client.closed).toMatchObject({ code: 1003 });
    expect(served.events.map(({ requestContext }) => requestContext.routeKey)).not.toContain('$default');
  });

  test('pings are answered, and reach no function', async () => {
    const pong = once(client.socket, 'pong');
    client.socket.ping('are you there');
    expect(String(await pong)).toBe('are you there');
    expect(served.access).toEqual([]);
  });

  test('survive a reload: the connection stays, the functions behind it change', async () => {
    served.redeploy();
    client.send({ action: 'echo' });
    expect(await client.next()).toMatchObject({ event: { requestContext: { routeKey: 'echo' } } });
  });
});
