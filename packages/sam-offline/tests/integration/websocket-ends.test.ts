import { waitFor } from '../../testing/wait-for.ts';
import { connectClient } from '../../testing/websocket-client.ts';
import { type ServedWebSockets, serveWebSockets } from '../support/websocket.ts';

const MINUTE = 60_000;

describe('the end of a WebSocket connection', () => {
  let served: ServedWebSockets;
  let time = Date.UTC(2026, 0, 1);
  beforeAll(async () => {
    served = await serveWebSockets({}, () => time);
  });
  afterAll(async () => {
    await served.stop();
    expect(served.errors).toEqual([]);
  });
  beforeEach(() => served.forget());

  const pass = (milliseconds: number) => {
    time += milliseconds;
    served.gateway.connections.endExpired();
  };
  const disconnected = () =>
    waitFor('$disconnect', () => served.events.find(({ requestContext }) => requestContext.routeKey === '$disconnect'));

  test('is told to $disconnect, with the client’s code and reason', async () => {
    const client = await connectClient(served.url);
    client.socket.close(4001, 'tired');
    const host = new URL(served.url).host;
    expect(await disconnected()).toEqual({
      headers: { Host: host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' },
      multiValueHeaders: { Host: [host], 'x-api-key': [''], 'X-Forwarded-For': [''], 'x-restapi': [''] },
      requestContext: expect.objectContaining({
        routeKey: '$disconnect',
        eventType: 'DISCONNECT',
        disconnectStatusCode: 4001,
        disconnectReason: 'tired',
        messageDirection: 'IN',
        stage: 'live',
        connectedAt: time,
      }),
      isBase64Encoded: false,
    });
  });

  test('without a code is 1005', async () => {
    const client = await connectClient(served.url);
    client.socket.close();
    const end = { disconnectStatusCode: 1005, disconnectReason: 'Client-side close frame status not set' };
    expect(await disconnected()).toMatchObject({ requestContext: end });
  });

  test('without a handshake is 1006', async () => {
    const client = await connectClient(served.url);
    client.socket.terminate();
    expect(await disconnected()).toMatchObject({ requestContext: { disconnectStatusCode: 1006 } });
  });

  test('of a broken protocol comes as well', async () => {
    const client = await connectClient(served.url);
    // A text frame that claims to be UTF-8.
    client.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect(await client.closed).toMatchObject({ code: 1007 });
    expect(await disconnected()).toMatchObject({ requestContext: { disconnectStatusCode: 1007 } });
  });

  test('comes after ten minutes without a message in either direction', async () => {
    const [quiet, talking, spokenTo] = await Promise.all([1, 2, 3].map(() => connectClient(served.url)));
    if (!quiet || !talking || !spokenTo) throw new Error('Nobody is connected');
    const ids = served.events.map(({ requestContext }) => requestContext.connectionId);
    pass(9 * MINUTE);
    talking.send('still here');
    quiet.socket.ping();
    await waitFor('the message', () => served.events.length === 4);
    for (const id of ids) served.gateway.connections.send(id, id);
    const [own] = await Promise.all([quiet.next(), talking.next(), spokenTo.next()]);
    pass(9 * MINUTE);
    for (const id of ids.filter((each) => each !== own)) served.gateway.connections.send(id, 'again');
    pass(1 * MINUTE);
    expect(await quiet.closed).toEqual({ code: 1001, reason: 'Going away' });
    expect(await disconnected()).toMatchObject({
      requestContext: { disconnectStatusCode: 1001, disconnectReason: 'Going away', connectionId: own },
    });
    expect([talking.socket.readyState, spokenTo.socket.readyState]).toEqual([1, 1]);
    talking.socket.close();
    spokenTo.socket.close();
    await Promise.all([talking.closed, spokenTo.closed]);
  });

  test('comes after two hours, whatever is said', async () => {
    const client = await connectClient(served.url);
    for (let minutes = 9; minutes < 120; minutes += 9) {
      pass(9 * MINUTE);
      client.send({ action: 'echo' });
      await client.next();
    }
    expect(client.socket.readyState).toBe(1);
    pass(3 * MINUTE);
    expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
    expect(await disconnected()).toMatchObject({ requestContext: { disconnectStatusCode: 1001 } });
  });
});

describe('when the gateway closes', () => {
  test('clients are sent away with 1001, and $disconnect has run', async () => {
    const served = await serveWebSockets();
    const client = await connectClient(served.url);
    await served.stop();
    expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
    expect(served.events.at(-1)).toMatchObject({
      requestContext: { routeKey: '$disconnect', disconnectStatusCode: 1001 },
    });
    await expect(connectClient(served.url)).rejects.toThrow('ECONNREFUSED');
  });
});
