import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { refusal } from '../aws-api/refusal.ts';
import type { ServiceResponse } from '../aws-api/service.ts';
import { codeOf, Failure, messageOf } from '../failure.ts';
import { strangerFault } from '../wire/strangers.ts';
import { whenReleased } from './port.ts';

/** Longer than clients keep a connection idle, so that none is closed under a request that is on its way. */
const KEEP_ALIVE_MS = 75_000;

export type GuardOptions = {
  host: string;
  /** 0: any free one. */
  port: number;
  accessKeyIds: string[];
};

/** The address of the embedded database that people are told. */
export type Guard = {
  url: string;
  /** Hands requests on to the database at `url`; until then they wait. */
  open(url: string): void;
  close(): Promise<void>;
};

/**
 * Stands before the embedded database, which asks nobody who they are, and lets every web page read what it answers. Hands
 * on what a client of AWS on this machine signed with a key that is taken. @throws Failure when the port is taken
 */
export const startGuard = async ({ host, port, accessKeyIds }: GuardOptions): Promise<Guard> => {
  const database = Promise.withResolvers<string>();
  const agent = new Agent({ keepAlive: true });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    const fault = strangerFault(incoming.headers, accessKeyIds);
    if (fault) return answer(outgoing, refusal(incoming.headers, fault.reason, fault.message));
    database.promise
      .then((url) => handOn(incoming, outgoing, { url, agent }))
      .catch((error: unknown) => {
        if (outgoing.headersSent || outgoing.destroyed) outgoing.destroy();
        else answer(outgoing, refusal(incoming.headers, 'internal-failure', `No answer (${messageOf(error)})`));
      });
  });
  try {
    await whenReleased(async () => {
      server.listen(port, host);
      await once(server, 'listening');
    });
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE')
      throw new Failure(`Port ${port} is in use; choose another one for the database with --dynamodb-port.`);
    throw new Failure(`The database cannot listen on ${host}:${port} (${codeOf(error) ?? messageOf(error)}).`);
  }
  const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  return {
    url: `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${(server.address() as AddressInfo).port}`,
    open: database.resolve,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
};

const handOn = async (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { url, agent }: { url: string; agent: Agent },
): Promise<void> => {
  const { method = 'POST', headers } = incoming;
  const sent = request(new URL(incoming.url ?? '/', url), { method, headers, agent });
  outgoing.once('close', () => sent.destroy());
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  await Promise.all([pipeline(incoming, sent), answered]);
  const [response] = await answered;
  outgoing.writeHead(response.statusCode ?? 500, response.headers);
  await pipeline(response, outgoing);
};

const answer = (outgoing: ServerResponse, { status, headers, body }: ServiceResponse): void => {
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
  outgoing.end(body);
};
