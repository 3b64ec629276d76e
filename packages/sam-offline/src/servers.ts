import { join } from 'node:path';
import { openServices, type Services } from './aws-api/open.ts';
import type { RunnerCommand } from './cli/options.ts';
import { accessLine, log, logError } from './cli/report.ts';
import type { Database } from './dynamodb/database.ts';
import { acceptedAccessKeys, type Identity } from './dynamodb/identity.ts';
import { type AccessLogEntry, Gateway } from './http-api/server.ts';
import { makeOutbox } from './ses/outbox.ts';
import { localIssuer, localWebSocketEndpoint, type SuppliedOptions } from './template/supplied.ts';
import { WebSocketGateway } from './websocket-api/gateway.ts';

/** All that listens, without an application to serve yet. */
export type Servers = {
  gateway: Gateway;
  /** Of the HTTP API. */
  port: number;
  services: Services;
  /** Undefined for a template that had no WebSocket API at the start. */
  webSockets: WebSocketGateway | undefined;
  /** Where they are, for the parameters of a template. */
  supplied: SuppliedOptions & { issuer: string; webSocketEndpoint: string };
  close(): Promise<void>;
};

const logAccess = (entry: AccessLogEntry): void => log(accessLine(entry, new Date()));

/** Addresses that only this machine reaches. */
const LOOPBACK = /^(?:localhost|127\.[\d.]+|::1)$/;

/**
 * Opens the ports before the template is resolved, since they are part of names in it: of the issuer, of queues, of the
 * WebSocket API. @throws Failure, with nothing left open, for a port that is taken, or an outbox that cannot be
 */
export const openServers = async (
  command: RunnerCommand,
  database: Database,
  identity: Identity,
  hasWebSockets: boolean,
): Promise<Servers> => {
  const shared = { log: logAccess, logError, ownHostsOnly: LOOPBACK.test(command.host) };
  const gateway = new Gateway(shared);
  const { lifetimes } = command.webSocket;
  const webSockets = hasWebSockets
    ? new WebSocketGateway({ lifetimes, accessKeyIds: acceptedAccessKeys(identity), ...shared })
    : undefined;
  const open: { close(graceMs: number): Promise<void> }[] = [];
  const close = async () => {
    await Promise.all(open.map((server) => server.close(0)));
  };
  try {
    const port = await gateway.listen(command.port, command.host);
    open.push(gateway);
    const webSocketPort = await webSockets?.listen(command.webSocket.port, command.host);
    if (webSockets) open.push(webSockets);
    const { url: databaseUrl } = database;
    const outbox = command.outbox === undefined ? join(command.folder, 'outbox') : makeOutbox(command.outbox);
    const services = await openServices({ databaseUrl, identity, outbox, log, logError });
    open.push(services);
    const supplied = {
      databaseUrl,
      issuer: localIssuer(port),
      servicesUrl: services.url,
      webSocketEndpoint: localWebSocketEndpoint(webSocketPort),
    };
    return { gateway, port, services, webSockets, supplied, close };
  } catch (error) {
    await close();
    throw error;
  }
};
