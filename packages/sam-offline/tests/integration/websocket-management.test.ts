import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { waitFor } from '../../testing/wait-for.ts';
import { type Client, connectClient, refusedClient } from '../../testing/websocket-client.ts';
import { type ServedWebSockets, serveWebSockets } from '../support/websocket.ts';

const KB = 1024;

describe('the management API of WebSocket connections, as the SDK calls it', () => {
  let served: ServedWebSockets;
  let sdk: ApiGatewayManagementApiClient;
  let client: Client;
  let id: string;
  beforeAll(async () => {
    served = await serveWebSockets();
    sdk = sdkFor(served.url);
  });
  afterAll(async () => {
    sdk.destroy();
    await served.stop();
    expect(served.errors).toEqual([]);
  });
  beforeEach(async () => {
    await served.forget();
    client = await connectClient(served.url);
    id = served.events[0]?.requestContext.connectionId ?? '';
  });
  afterEach(async () => {
    client.socket.close();
    await client.closed;
  });

  const sdkFor = (endpoint: string) =>
    new ApiGatewayManagementApiClient({
      endpoint,
      region: 'eu-north-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  const post = (to: string, Data: string) => sdk.send(new PostToConnectionCommand({ ConnectionId: to, Data }));

  test('posts a message, whose text arrives as it is', async () => {
    const { $metadata } = await post(id, '{"text":"Grüße"}');
    expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/=$/) });
    expect(await client.next()).toEqual({ text: 'Grüße' });
  });

  test('posts up to 128 KB', async () => {
    await post(id, 'x'.repeat(128 * KB));
    expect(await client.next()).toHaveLength(128 * KB);
    const tooLarge = { name: 'PayloadTooLargeException', $metadata: { httpStatusCode: 413 } };
    await expect(post(id, 'x'.repeat(128 * KB + 1))).rejects.toMatchObject(tooLarge);
  });

  test('tells when a connection was made and used, and by whom', async () => {
    await post(id, 'hello');
    const answer = await sdk.send(new GetConnectionCommand({ ConnectionId: id }));
    const connectedAt = served.events[0]?.requestContext.connectedAt ?? 0;
    expect(answer.ConnectedAt).toEqual(new Date(connectedAt));
    expect(answer.LastActiveAt?.getTime()).toBeGreaterThanOrEqual(connectedAt);
    expect(answer.Identity).toEqual({ SourceIp: '127.0.0.1', UserAgent: 'tests' });
  });

  test('deletes a connection: it ends, and $disconnect hears of it', async () => {
    const { $metadata } = await sdk.send(new DeleteConnectionCommand({ ConnectionId: id }));
    expect($metadata.httpStatusCode).toBe(204);
    expect(await client.closed).toEqual({ code: 1000, reason: 'Connection Closed Normally' });
    const event = await waitFor('$disconnect', () => served.events[1]);
    expect(event).toMatchObject({ requestContext: { routeKey: '$disconnect', disconnectStatusCode: 1000 } });
  });

  const gone = { name: 'GoneException', $metadata: { httpStatusCode: 410 } };

  test('says 410 of a connection that was closed, however it is asked', async () => {
    client.socket.close();
    await served.forget();
    await expect(post(id, 'hello')).rejects.toMatchObject(gone);
    await expect(sdk.send(new GetConnectionCommand({ ConnectionId: id }))).rejects.toMatchObject(gone);
    await expect(sdk.send(new DeleteConnectionCommand({ ConnectionId: id }))).rejects.toMatchObject(gone);
  });

  test('says 410 of a connection that never was', async () => {
    await expect(post('L0SM9cOFvHcCIhw=', 'hello')).rejects.toMatchObject(gone);
    await expect(post('a/b?c', 'hello')).rejects.toMatchObject(gone);
  });

  test('says 410 of a connection whose $connect is still running', async () => {
    expect(await refusedClient(`${served.url}?post=welcome`)).toMatchObject({ status: 410 });
  });

  test('forbids another stage, another method and another path', async () => {
    const elsewhere = sdkFor(served.url.replace(/live$/, 'dead'));
    const forbidden = { name: 'ForbiddenException', $metadata: { httpStatusCode: 403 } };
    const command = new GetConnectionCommand({ ConnectionId: id });
    await expect(elsewhere.send(command)).rejects.toMatchObject(forbidden);
    elsewhere.destroy();
    expect((await fetch(`${served.url}/@connections/${id}`, { method: 'PUT' })).status).toBe(403);
    expect((await fetch(`${served.url}/@connections/%zz`)).status).toBe(403);
    expect((await fetch(served.url)).status).toBe(403);
  });

  test('a message that a client takes while it leaves is nobody’s error', async () => {
    client.socket.terminate();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => post(id, 'hello')));
    const reasons = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason.name);
    expect(new Set([...reasons, 'GoneException'])).toEqual(new Set(['GoneException']));
  });
});
