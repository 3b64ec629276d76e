import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { PATIENCE_MS } from 'sam-offline/testing/wait-for';
import { EVIL_NAME, useBrowser } from '../support/browser.ts';
import { liveClient } from '../support/live-client.ts';
import { listenersOf } from '../support/ports.ts';

const SECRET = 'A plan that is nobody else’s business';
const SIGNED =
  'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x';

/** Requests of a page to AWS, with everything that it could know of this project. */
const OPERATIONS: [target: string, body: object][] = [
  ['DynamoDB_20120810.Scan', { TableName: 'WhiteboardTable' }],
  ['DynamoDB_20120810.ListTables', {}],
  ['AmazonSQS.ListQueues', {}],
];

const signed = (target: string, body: object) => ({
  headers: { authorization: SIGNED, 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
});

/** An answer without content: for the browser, it comes from the page's own server. */
const REFUSED = {
  status: 403,
  text: expect.stringMatching(/The local runner serves|Missing Authentication Token|"Forbidden"/),
};

/** Older browsers, and others than a Chromium, let every page send requests to this machine. */
const TRUSTING = ['--disable-features=LocalNetworkAccessChecks'];

type Attempt = { url: string; headers: Record<string, string>; body: string; mode: 'cors' | 'no-cors' };
/** The answer that the page could read, if any. */
type Seen = { status: number; text: string } | 'nothing';

/** Sends from a page as its scripts would. */
const send = (page: Page, attempt: Attempt): Promise<Seen> =>
  page.evaluate(
    async ({ url, mode, patience, ...rest }) => {
      try {
        const answer = await fetch(url, { method: 'POST', mode, signal: AbortSignal.timeout(patience), ...rest });
        if (answer.type === 'opaque') return 'nothing';
        return { status: answer.status, text: await answer.text() };
      } catch {
        return 'nothing';
      }
    },
    { ...attempt, patience: PATIENCE_MS },
  );

describe('a stranger’s page, open in a browser on this machine,', () => {
  const wall = useBrowser({ chromiumArgs: TRUSTING });
  let evil: Server;
  let origin = '';
  let boardId = '';
  beforeAll(async () => {
    evil = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<p>A game'),
    ).listen(0, '127.0.0.1');
    await once(evil, 'listening');
    origin = `http://${EVIL_NAME}:${(evil.address() as AddressInfo).port}`;
    await wall.call('olga', 'PUT /users/me', { username: 'olga', displayName: 'Olga' });
    boardId = (await wall.call<{ id: string }>('olga', 'POST /boards', { title: 'Private' })).id;
    await wall.call('olga', `POST /boards/${boardId}/messages`, { text: SECRET });
  });
  afterAll(() => evil.close());

  const database = () => wall.database;
  const webSockets = () => /wss?:\/\/\S+/.exec(wall.runner.output)?.[0] ?? '';
  const open = async (url: string): Promise<Page> => (await wall.open(url, { early: true })).page;
  /** A page that came from its own server, before its name was made to lead to this machine. */
  const openRebound = async (port: number): Promise<Page> => {
    const url = `http://${EVIL_NAME}:${port}/game`;
    const prepare = (page: Page) => page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    return (await wall.open(url, { early: true, prepare })).page;
  };
  /** Every port that the page would find by trying them all on 127.0.0.1. */
  const ports = (): number[] => {
    const found = listenersOf(wall.runner.pid) ?? [];
    const told = [wall.url, database(), webSockets()].map((url) => ({
      address: '127.0.0.1',
      port: +new URL(url).port,
    }));
    return [...new Set([...found, ...told].filter(({ address }) => address === '127.0.0.1').map(({ port }) => port))];
  };
  const isHttpApi = (port: number) => port === +new URL(wall.url).port;

  test('finds the ports that are to be attacked, and not the database itself', () => {
    const listeners = listenersOf(wall.runner.pid);
    if (listeners === undefined) return expect(ports()).toHaveLength(3);
    // HTTP API, WebSocket API, the services, and the guard of the database; the database is elsewhere.
    expect(ports()).toHaveLength(4);
    expect(listeners.filter(({ address }) => address !== '127.0.0.1')).toHaveLength(1);
  });

  test.each(['cors', 'no-cors'] as const)('reads nothing across origins (%s)', async (mode) => {
    const page = await open(origin);
    for (const port of ports().filter((port) => !isHttpApi(port))) {
      for (const [target, body] of OPERATIONS) {
        // Without cors, a browser sends none of these headers.
        const attempt = { url: `http://127.0.0.1:${port}/`, ...signed(target, body), mode };
        expect({ port, target, seen: await send(page, attempt) }).toEqual({ port, target, seen: 'nothing' });
      }
    }
  });

  test('reads nothing under a name of its own that leads to this machine', async () => {
    for (const port of ports()) {
      const page = await openRebound(port);
      for (const path of ['/', '/live/@connections/abc']) {
        for (const [target, body] of OPERATIONS) {
          const attempt = { url: `http://${EVIL_NAME}:${port}${path}`, ...signed(target, body), mode: 'cors' as const };
          expect({ port, path, target, seen: await send(page, attempt) }).toEqual({
            port,
            path,
            target,
            seen: REFUSED,
          });
        }
      }
    }
  });

  test('writes nothing into the database and no frame to anybody’s connection', async () => {
    const client = liveClient({ api: wall.url, door: '' });
    await client.join();
    const connection = (await wall.stored()).find((item) => String(item.PK).startsWith('CONN#'));
    expect(connection).toBeDefined();
    const id = encodeURIComponent(String(connection?.PK).replace('CONN#', ''));
    const page = await open(origin);
    for (const port of ports().filter((port) => !isHttpApi(port))) {
      for (const path of ['/', `/live/@connections/${id}`]) {
        for (const mode of ['cors', 'no-cors'] as const) {
          const attempt = { url: `http://127.0.0.1:${port}${path}`, headers: {}, body: '{"type":"injected"}', mode };
          expect({ port, path, seen: await send(page, attempt) }).toEqual({ port, path, seen: 'nothing' });
        }
      }
    }
    // Everything sent before this answer has arrived before it.
    await client.ask('ping');
    expect(JSON.stringify(client.frames)).not.toContain('injected');
    expect(JSON.stringify(await wall.stored())).not.toContain('injected');
    client.close();
  });

  test('opens no connection without a ticket', async () => {
    const page = await open(origin);
    const opened = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          const socket = new WebSocket(url);
          socket.onopen = () => resolve(true);
          socket.onerror = () => resolve(false);
        }),
      webSockets(),
    );
    expect(opened).toBe(false);
  });
});
