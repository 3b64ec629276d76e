import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { openServices, type Services } from '../../src/services.ts';
import { isOwnHost } from '../../src/wire/strangers.ts';
import { type Client, connectClient } from '../../testing/websocket-client.ts';
import { IDENTITY, type ServedQueues, serveQueues } from '../support/queues.ts';
import { type ServedWebSockets, serveWebSockets } from '../support/websocket.ts';

const SIGNED = { authorization: 'AWS4-HMAC-SHA256 Credential=local/x' };

/** Sends headers that `fetch` would not let anybody choose. */
const send = async (url: string, headers: Record<string, string>, body = '') => {
  const sent = request(url, { method: 'POST', headers }).end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const text = (await answer.toArray()).join('');
  return { status: answer.statusCode, text };
};

/** What the pages of a browser send, and with them who makes a name lead to this machine. */
const STRANGERS: [string, Record<string, string>, RegExp][] = [
  ['without a signature', { authorization: 'Bearer x' }, /Missing Authentication Token/],
  ['from a page', { ...SIGNED, origin: 'http://evil.example' }, /no web page/],
  ['from a page without an address', { ...SIGNED, origin: 'null' }, /no web page/],
  ['from a page of the same origin', { ...SIGNED, 'sec-fetch-site': 'same-origin' }, /no web page/],
  [
    'to another name for this machine',
    { ...SIGNED, host: 'evil.example' },
    /serves no evil\.example; call it localhost/,
  ],
  ['to a name that looks like this machine', { ...SIGNED, host: 'localhost.evil.example:80' }, /serves no localhost/],
  ['to a name that looks like an address', { ...SIGNED, host: '127.0.0.1.evil.example' }, /serves no 127/],
];
const FRIENDS = ['localhost:1', '127.0.0.1', '[::1]:1', '192.168.1.2:1', 'host.docker.internal:1'];

describe('no page of a browser reaches the management API of connections', () => {
  let served: ServedWebSockets;
  let client: Client;
  let url: string;
  beforeAll(async () => {
    served = await serveWebSockets();
    client = await connectClient(served.url);
    url = `${served.url}/@connections/${encodeURIComponent(served.events[0]?.requestContext.connectionId ?? '')}`;
  });
  afterAll(async () => {
    client.socket.close();
    await client.closed;
    await served.stop();
  });

  test.each(STRANGERS)('a request %s is refused', async (_, headers, reason) => {
    expect(await send(url, headers, 'injected')).toEqual({ status: 403, text: expect.stringMatching(reason) });
  });

  test.each(FRIENDS)('a signed one to %s is carried out, and nothing else arrives', async (host) => {
    expect(await send(url, { ...SIGNED, host }, host)).toMatchObject({ status: 200 });
    expect(await client.next()).toBe(host);
  });
});

describe('no page of a browser reaches SQS and SES', () => {
  let served: ServedQueues;
  let services: Services;
  beforeAll(async () => {
    served = await serveQueues();
    const silent = () => undefined;
    services = await openServices({
      databaseUrl: served.databaseUrl,
      identity: IDENTITY,
      outbox: '/nowhere',
      log: silent,
      logError: silent,
    });
    services.deploy({ ...served.application, queues: [served.queue('Jobs')] }, new Map());
  });
  afterAll(async () => {
    await services.close();
    await served.stop();
  });
  const operation = { 'x-amz-target': 'AmazonSQS.ListQueues' };

  test.each(STRANGERS)('a request %s is refused', async (_, headers, reason) => {
    const answer = await send(services.url, { ...operation, ...headers });
    expect(answer).toEqual({ status: 403, text: expect.stringMatching(reason) });
  });

  test.each(FRIENDS)('a signed one to %s is carried out', async (host) => {
    const { status, text } = await send(services.url, { ...operation, ...SIGNED, host });
    expect({ status, body: JSON.parse(text) }).toEqual({
      status: 200,
      body: { QueueUrls: [served.queue('Jobs').url] },
    });
  });
});

test.each([
  ['localhost', true],
  ['whiteboard.localhost:3000', true],
  ['LOCALHOST:3000', true],
  ['[::1]', true],
  ['notlocalhost', false],
  ['localhost.', false],
  ['', false],
  [undefined, false],
])('whether %p is a Host of this machine: %p', (host, isOwn) => {
  expect(isOwnHost(host)).toBe(isOwn);
});
