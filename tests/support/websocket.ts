import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { LOCAL } from '../../packages/sam-offline/src/dynamodb/identity.ts';
import type { AccessLogEntry } from '../../packages/sam-offline/src/http-api/server.ts';
import { deploy } from '../../packages/sam-offline/src/lambda/deployment.ts';
import { readApplication } from '../../packages/sam-offline/src/template/application.ts';
import { WebSocketGateway } from '../../packages/sam-offline/src/websocket-api/gateway.ts';
import { webSocketStage } from '../../packages/sam-offline/src/websocket-api/stage.ts';
import { supplied } from './local-project.ts';
import { PATIENCE_MS, waitFor } from './wait-for.ts';

export const WEBSOCKET_FIXTURE = join(__dirname, 'fixtures', 'websocket', 'template.yaml');

const HOUR = 3_600_000;

/** An event that a function of the fixture got. */
type LoggedEvent = {
  requestContext: { routeKey: string; connectionId: string; connectedAt: number };
  [part: string]: unknown;
};

/** The WebSocket fixture, as the gateway of this process serves it. */
export type ServedWebSockets = {
  /** `http://localhost:<port>/live`: of the management API, and with `ws:` of the stage. */
  url: string;
  gateway: WebSocketGateway;
  access: AccessLogEntry[];
  /** The events that functions have logged, in the order of their ends. */
  events: LoggedEvent[];
  errors: string[];
  /** Waits until all connections have ended, and forgets what has been logged. */
  forget(): Promise<void>;
  /** Deploys the fixture once more, as a reload does. */
  redeploy(): void;
  stop(): Promise<void>;
};

/** Serves the WebSocket fixture. @param now epoch milliseconds, for a test that lets time pass */
export const serveWebSockets = async (
  parameters: Record<string, string> = {},
  now?: () => number,
): Promise<ServedWebSockets> => {
  const [access, events, errors]: [AccessLogEntry[], LoggedEvent[], string[]] = [[], [], []];
  let connected = 0;
  const gateway = new WebSocketGateway({
    accessKeyIds: [LOCAL.credentials.accessKeyId],
    lifetimes: { idleMs: HOUR / 6, lifetimeMs: 2 * HOUR },
    log: (entry) => {
      access.push(entry);
      if (entry.method === 'CONNECT' && entry.status === 101) connected += 1;
      if (entry.method === 'DISCONNECT') connected -= 1;
    },
    logError: (text) => errors.push(text),
    ...(now && { now }),
  });
  const webSocketEndpoint = `http://localhost:${await gateway.listen(0, '127.0.0.1')}`;
  const log = (_name: string, level: string, line: string) => {
    if (level === 'INFO') events.push(JSON.parse(line).message);
  };
  const release = () => {
    const application = readApplication({
      template: WEBSOCKET_FIXTURE,
      parameters: new Map(Object.entries(parameters)),
      region: 'eu-north-1',
      ...supplied({ webSocketEndpoint }),
    });
    const deployment = deploy(application, { accessKeyId: 'local', secretAccessKey: 'local' }, log);
    gateway.stage = webSocketStage(application, deployment.pools);
    return deployment;
  };
  const deployments = [release()];
  return {
    url: `${webSocketEndpoint}/live`,
    gateway,
    access,
    events,
    errors,
    forget: async () => {
      await waitFor('the end of all connections', () => connected === 0);
      for (const list of [access, events]) list.length = 0;
    },
    redeploy: () => void deployments.push(release()),
    stop: async () => {
      // This lasts until its `$disconnect` functions have ended.
      await gateway.close(PATIENCE_MS);
      await Promise.all(deployments.map((deployment) => deployment.terminate()));
    },
  };
};

/** A connected client. */
export type Client = {
  socket: WebSocket;
  /** The messages until now; JSON is parsed. */
  messages: unknown[];
  /** Sends JSON, or text unchanged. */
  send(message: unknown): void;
  /** The first message that was not taken yet. */
  next(): Promise<unknown>;
  closed: Promise<{ code: number; reason: string }>;
};

/** Connects a client. @param url as of the HTTP API: `http:` stands for `ws:` */
export const connectClient = async (url: string, protocols: string[] = []): Promise<Client> => {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), protocols, { headers: { 'user-agent': 'tests' } });
  const messages: unknown[] = [];
  socket.on('message', (data) => messages.push(parsed(data.toString())));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  let seen = 0;
  return {
    socket,
    messages,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: async () => {
      seen += 1;
      await waitFor('a message', () => messages.length >= seen);
      return messages[seen - 1];
    },
    closed,
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The answer to a refused client. */
export const refusedClient = (
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
    socket.on('open', () => reject(new Error('The client was let in')));
    socket.on('error', reject);
    socket.on('unexpected-response', async (_request, response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
    });
  });

/** A URL that answers only when a test says so, and blocks a function until then. */
export const openGate = async () => {
  const held: ServerResponse[] = [];
  const server = createServer((_request, response) => held.push(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Resolves when this many requests wait. */
    reached: (many = 1) => waitFor(`${many} at the gate`, () => held.length >= many),
    release: () => {
      for (const response of held) response.end();
      server.close();
    },
  };
};
