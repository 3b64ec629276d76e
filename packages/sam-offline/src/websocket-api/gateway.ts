import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../failure.ts';
import type { AccessLogEntry } from '../gateway/access-log.ts';
import { type GatewayRequest, gatewayRequestId, readRequest } from '../gateway/request.ts';
import { discardBody } from '../wire/body.ts';
import { listen } from '../wire/listen.ts';
import { foreignHost, isOwnHost } from '../wire/strangers.ts';
import { Connections, type End, GOING_AWAY, type Lifetimes, type Peer } from './connections.ts';
import { type Admission, shakeHands, type Upgrade } from './handshake.ts';
import { manage } from './management.ts';
import { receive } from './receive.ts';
import { connect, disconnect, message, type RouteContext, refusal } from './routes.ts';
import type { WebSocketStage } from './stage.ts';

export type WebSocketGatewayOptions = {
  lifetimes: Lifetimes;
  /**
   * A handshake, a message, the end of a connection, or a refused request to the management API; never what a query
   * string or a message says.
   */
  log(entry: AccessLogEntry): void;
  /** What nobody foresaw. */
  logError(text: string): void;
  /** Epoch milliseconds */
  now?: () => number;
  /** Of the clients that the management API serves. */
  accessKeyIds: string[];
  /** Whether only Hosts are served that mean this machine. */
  ownHostsOnly?: boolean;
};

/** Longer than the functions' SDK keeps a connection idle, so that none is closed under a request that is on its way. */
const KEEP_ALIVE_MS = 75_000;
/** How often connections are looked at for having lived too long, in milliseconds. */
const SWEEP_MS = 250;

/** A WebSocket API on a port of this machine, and the management API of its connections, which survive a new stage. */
export class WebSocketGateway {
  readonly connections: Connections;
  readonly #options: WebSocketGatewayOptions;
  readonly #now: () => number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #deployed = Promise.withResolvers<void>();
  /** Invocations of `$disconnect`. */
  readonly #disconnecting = new Set<Promise<void>>();
  #stage: WebSocketStage | undefined;
  #sweep: NodeJS.Timeout | undefined;
  #isClosing = false;

  constructor(options: WebSocketGatewayOptions) {
    const { lifetimes, now = Date.now } = options;
    this.#options = options;
    this.#now = now;
    this.connections = new Connections({ lifetimes, now, onEnd: (peer, end) => this.#ended(peer, end) });
    this.#server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
      this.#manage(incoming, outgoing).catch((error) => options.logError(describeError(error)));
    });
    this.#server.on('upgrade', (incoming, socket, head) => this.#upgrade({ incoming, socket, head }));
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** A new stage takes the next event over; without one nobody may connect. What comes before the first one waits. */
  set stage(stage: WebSocketStage | undefined) {
    this.#stage = stage;
    this.#deployed.resolve();
  }

  /** @returns the port (the one asked for, or a free one for 0). @throws Failure when it is taken */
  async listen(port: number, host: string): Promise<number> {
    const own = await listen(this.#server, port, host, { name: 'The WebSocket API', option: '--websocket-port' });
    this.#sweep = setInterval(() => this.connections.endExpired(), SWEEP_MS);
    return own;
  }

  /** Ends all connections, and lets their `$disconnect` finish for at most `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#sweep);
    this.#deployed.resolve();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.connections.endAll(GOING_AWAY);
    const settled = closed.then(() => Promise.all(this.#disconnecting));
    await Promise.race([settled, delay(graceMs, undefined, { ref: false })]);
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #upgrade({ incoming, socket, head }: Upgrade): void {
    const request = readRequest(incoming);
    const peer = peerOf(request, this.#now());
    shakeHands(
      { incoming, socket, head },
      {
        admit: () => this.#admit(request, incoming.rawHeaders, peer),
        lost: () => this.#ended(peer, { code: 1006, reason: '' }),
        opened: (webSocket) => {
          this.connections.add(peer, webSocket);
          receive(webSocket, socket, {
            message: (text) => void this.#receive(peer.id, text),
            end: (end) => this.connections.end(peer.id, end),
          });
          if (this.#isClosing) this.connections.end(peer.id, GOING_AWAY);
        },
      },
    );
  }

  async #admit(request: GatewayRequest, rawHeaders: string[], peer: Peer): Promise<Admission> {
    const { host } = request.headers;
    if (this.#options.ownHostsOnly && !isOwnHost(host)) return refusal(peer, request.requestId, 403, foreignHost(host));
    try {
      await this.#deployed.promise;
      const context = this.#context();
      const paths = context ? [`/${context.stage.identity.stage}`, `/${context.stage.identity.stage}/`] : [];
      if (context && paths.includes(request.encodedPath)) return await connect(context, peer, request, rawHeaders);
      const { encodedPath, requestId } = request;
      this.#options.log({ method: 'CONNECT', encodedPath, status: 403, durationMs: 0, functionName: undefined });
      return refusal(peer, requestId, 403, 'Forbidden');
    } catch (error) {
      this.#options.logError(describeError(error));
      return refusal(peer, request.requestId, 500, 'Internal server error');
    }
  }

  async #receive(id: string, text: string): Promise<void> {
    try {
      const [connection, context] = [this.connections.get(id), this.#context()];
      if (connection === undefined || context === undefined) return;
      this.connections.touch(connection);
      const answer = await message(context, connection, text);
      if (answer !== undefined) this.connections.send(id, answer);
    } catch (error) {
      this.#options.logError(describeError(error));
    }
  }

  #ended(peer: Peer, end: End): void {
    const context = this.#context();
    if (context === undefined) return;
    const disconnecting = disconnect(context, peer, end)
      .catch((error) => this.#options.logError(describeError(error)))
      .finally(() => this.#disconnecting.delete(disconnecting));
    this.#disconnecting.add(disconnecting);
  }

  async #manage(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const started = performance.now();
    await this.#deployed.promise;
    const answer = await manage(incoming, this.connections, {
      stage: this.#stage?.identity.stage,
      accessKeyIds: this.#options.accessKeyIds,
    });
    if (answer === undefined) return;
    const { status, errorType, body } = answer;
    if (this.#isClosing) outgoing.shouldKeepAlive = false;
    outgoing.writeHead(status, {
      'x-amzn-requestid': gatewayRequestId(),
      ...(errorType && { 'x-amzn-errortype': errorType }),
      ...(status !== 204 && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    });
    outgoing.end(body);
    discardBody(incoming);
    if (status < 400) return;
    const { method, encodedPath } = readRequest(incoming);
    const durationMs = performance.now() - started;
    this.#options.log({ method, encodedPath, status, durationMs, functionName: undefined });
  }

  #context(): RouteContext | undefined {
    return this.#stage && { stage: this.#stage, now: this.#now, log: this.#options.log };
  }
}

/** Ids of connections have the form of those of requests: `L0SM9cOFvHcCIhw=`. */
const peerOf = ({ headers, sourceIp }: GatewayRequest, connectedAt: number): Peer => {
  const userAgent = headers['user-agent'];
  return {
    id: gatewayRequestId(),
    connectedAt,
    identity: { sourceIp, ...(userAgent !== undefined && { userAgent }) },
    domainName: headers.host ?? '',
  };
};
