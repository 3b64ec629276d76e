import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../failure.ts';
import type { AccessLogEntry } from '../gateway/access-log.ts';
import { type GatewayRequest, gatewayRequestId, readRequest } from '../gateway/request.ts';
import type { GatewayResponse } from '../gateway/response.ts';
import { declaresTooMuch, discardBody, readBody } from '../wire/body.ts';
import { listen } from '../wire/listen.ts';
import { foreignHost, isOwnHost } from '../wire/strangers.ts';
import { applyCors, isPreflight, preflightResponse } from './cors.ts';
import { headFault } from './head-checks.ts';
import { hasContent, type OwnAnswer, ownResponse } from './response.ts';
import type { Stage } from './stage.ts';

export type GatewayOptions = {
  /** What is served; requests that come before there is a stage wait for it. */
  stage?: Stage;
  log(entry: AccessLogEntry): void;
  /** What nobody foresaw. */
  logError(text: string): void;
  /** Whether only Hosts are served that mean this machine, so that no page of a browser gets here under its own name. */
  ownHostsOnly?: boolean;
};

/** Request line and header values together, in bytes. */
const HEAD_BYTES = 10_240;
/** Longer than clients keep a connection idle, so that none is closed under a request that is on its way. */
const KEEP_ALIVE_MS = 75_000;

/** An HTTP API on a port of this machine. */
export class Gateway {
  #stage: Stage | undefined;
  readonly #deployed = Promise.withResolvers<Stage>();
  readonly #options: GatewayOptions;
  readonly #server: Server;
  #closing = false;

  constructor(options: GatewayOptions) {
    this.#options = options;
    if (options.stage) this.stage = options.stage;
    // The parser's own limit is larger, so that what is a little too long is answered with all headers.
    this.#server = createServer(
      { maxHeaderSize: 4 * HEAD_BYTES, requireHostHeader: false, keepAliveTimeout: KEEP_ALIVE_MS },
      (incoming, outgoing) => void this.#serve(incoming, outgoing),
    );
    // A client that ends its side of the connection after its request still gets the answer.
    Object.assign(this.#server, { httpAllowHalfOpen: true });
    this.#server.on('checkExpectation', (incoming, outgoing) => void this.#serve(incoming, outgoing));
    this.#server.on('checkContinue', (incoming, outgoing) => {
      if (!declaresTooMuch(incoming)) outgoing.writeContinue();
      void this.#serve(incoming, outgoing);
    });
    this.#server.on('connect', (_incoming, socket: Socket) => refuse(socket, 'badRequest'));
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
      refuse(socket, error.code === 'HPE_HEADER_OVERFLOW' ? 'headersTooLarge' : 'badRequest');
    });
  }

  /** A new stage takes the next request over. */
  set stage(stage: Stage) {
    this.#stage = stage;
    this.#deployed.resolve(stage);
  }

  /** @returns the port (the one asked for, or a free one for 0). @throws Failure when it is taken */
  listen(port: number, host: string): Promise<number> {
    return listen(this.#server, port, host, { name: 'The HTTP API', option: '--port' });
  }

  /** Takes no new connections, and lets running requests finish for at most `graceMs`. */
  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.race([closed, delay(graceMs, undefined, { ref: false })]);
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const started = performance.now();
    const request = readRequest(incoming);
    const stage = this.#stage ?? (await this.#deployed.promise);
    const answer = await this.#answer(stage, request, incoming);
    if (answer === undefined) return;
    const { response, functionName, reason } = answer;
    const cors = stage.cors(request);
    if (cors && !isPreflight(request.method, request.headers)) applyCors(response, cors, request.headers.origin);
    if (this.#closing) outgoing.shouldKeepAlive = false;
    send(outgoing, request, response);
    discardBody(incoming);
    const durationMs = performance.now() - started;
    const { method, encodedPath } = request;
    this.#options.log({ method, encodedPath, status: response.status, durationMs, functionName, reason });
  }

  /** @returns undefined when nobody waits for an answer any more */
  async #answer(stage: Stage, request: GatewayRequest, incoming: IncomingMessage): Promise<Answer | undefined> {
    try {
      if (request.headBytes > HEAD_BYTES) return { response: ownResponse('headersTooLarge') };
      const fault = headFault(incoming);
      if (fault) return { response: ownResponse(fault) };
      const { host } = request.headers;
      if (this.#options.ownHostsOnly && host !== undefined && !isOwnHost(host)) {
        return { response: ownResponse('forbidden', foreignHost(host)) };
      }
      const cors = stage.cors(request);
      if (cors && isPreflight(request.method, request.headers)) {
        return { response: preflightResponse(cors, request.headers.origin ?? '') };
      }
      const endpoint = stage.issuerEndpoint(request);
      if (endpoint) return await withBody(incoming, endpoint);
      const match = stage.route(request);
      if (typeof match === 'string') return { response: ownResponse(match) };
      const decision = await stage.authorize(request, match);
      if ('refusal' in decision) return { response: decision.refusal, reason: decision.reason };
      const functionName = match.target.pool.lambda.logicalId;
      const integrate = (body: Buffer) => stage.integrate(request, match, { ...decision, body });
      return await withBody(incoming, integrate, functionName);
    } catch (error) {
      this.#options.logError(describeError(error));
      return { response: ownResponse('internalError') };
    }
  }
}

type Answer = { response: GatewayResponse; functionName?: string | undefined; reason?: string };

/** @returns undefined when the sender goes away before the end of the body */
const withBody = async (
  incoming: IncomingMessage,
  respond: (body: Buffer) => Promise<GatewayResponse>,
  functionName?: string,
): Promise<Answer | undefined> => {
  const body = await readBody(incoming);
  if (body === 'aborted') return undefined;
  return { response: body === 'too-large' ? ownResponse('tooLarge') : await respond(body), functionName };
};

const send = (outgoing: ServerResponse, request: GatewayRequest, { status, headers, body }: GatewayResponse): void => {
  const lines = [...headers].flatMap(([name, values]) => values.map((value): [string, string] => [name, value]));
  lines.push(['apigw-requestid', request.requestId]);
  if (hasContent(status)) lines.push(['content-length', String(body.length)]);
  outgoing.writeHead(status, lines.flat());
  outgoing.end(request.method === 'HEAD' || !hasContent(status) ? undefined : body);
};

/** Answers what isn't a request that Node could make anything of, and hangs up. */
const refuse = (socket: Socket, answer: OwnAnswer): void => {
  const { status, body } = ownResponse(answer);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    `apigw-requestid: ${gatewayRequestId()}`,
    'connection: close',
  ];
  socket.on('error', () => undefined);
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};
