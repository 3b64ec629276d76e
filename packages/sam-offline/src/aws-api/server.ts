import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describeError } from '../failure.ts';
import { discardBody, readBody } from '../wire/body.ts';
import { listen } from '../wire/listen.ts';
import { strangerFault } from '../wire/strangers.ts';
import { refusal } from './refusal.ts';
import type { Service } from './service.ts';
import { unknownOperation } from './unknown-operation.ts';

/** Longer than clients keep a connection idle, so that none is closed under a request that is on its way. */
const KEEP_ALIVE_MS = 75_000;

/** The runner's own AWS: one HTTP endpoint of this machine for the services that functions call. */
export type ServicesServer = {
  /** Starts to listen on a free port. @returns its URL, without a slash at its end @throws Failure */
  listen(): Promise<string>;
  /** What answers from now on; requests in hand end with what there was before. */
  serve(services: Service[]): void;
  /** Takes no more requests; those in hand have no answer. */
  close(): Promise<void>;
};

/** @param accessKeyIds of the clients that are served @param logError takes what nobody foresaw */
export const createServicesServer = (accessKeyIds: string[], logError: (text: string) => void): ServicesServer => {
  let services: Service[] = [];
  const closing = new AbortController();
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, closing.signal]);
    const response = await respond({ services, accessKeyIds }, incoming, signal).catch((error: unknown) => {
      logError(describeError(error));
      return refusal(incoming.headers, 'internal-failure', 'The request failed for a reason of the local runner');
    });
    outgoing.writeHead(response.status, { ...response.headers, 'content-length': Buffer.byteLength(response.body) });
    outgoing.end(response.body);
    discardBody(incoming);
  };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    void answer(incoming, outgoing);
  });
  return {
    listen: async () => `http://127.0.0.1:${await listen(server, 0, '127.0.0.1', { name: "The services' endpoint" })}`,
    serve: (deployed) => {
      services = deployed;
    },
    close: async () => {
      closing.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};

type Serving = { services: Service[]; accessKeyIds: string[] };

const respond = async ({ services, accessKeyIds }: Serving, incoming: IncomingMessage, signal: AbortSignal) => {
  const { method = 'GET', url = '/', headers } = incoming;
  const fault = strangerFault(headers, accessKeyIds);
  if (fault) return refusal(headers, fault.reason, fault.message);
  const body = await readBody(incoming);
  if (!Buffer.isBuffer(body)) return refusal(headers, 'too-large', 'The local runner takes requests of up to 10 MB');
  const [path = '/', search] = url.split('?');
  const query = new URLSearchParams(search);
  for (const service of services) {
    const response = service({ method, path, query, headers, body, signal });
    if (response !== undefined) return response;
  }
  return unknownOperation({ method, path, headers, body });
};
