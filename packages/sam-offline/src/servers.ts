import { join } from 'node:path';
import { acceptedAccessKeys, type Identity } from './aws-api/identity.ts';
import type { Database } from './dynamodb/database.ts';
import { Gateway } from './http-api/server.ts';
import type { LocalValues } from './project/config.ts';
import { localIssuer, localWebSocketEndpoint } from './project/project.ts';
import type { Reporter, RunnerOptions } from './runner-options.ts';
import { openServices, type Services } from './services.ts';
import { makeOutbox } from './ses/outbox.ts';
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
  local: Omit<LocalValues, 'audience'>;
  close(): Promise<void>;
};

/** Addresses that only this machine reaches. */
const LOOPBACK = /^(?:localhost|127\.[\d.]+|::1)$/;

/**
 * Opens the ports before the template is resolved, since they are part of names in it: of the issuer, of queues, of the
 * WebSocket API. @throws Failure, with nothing left open, for a port that is taken, or an outbox that cannot be
 */
export const openServers = async (
  options: RunnerOptions,
  { database, identity, hasWebSockets }: { database: Database; identity: Identity; hasWebSockets: boolean },
  { access, log, logError }: Reporter,
): Promise<Servers> => {
  const shared = { log: access, logError, ownHostsOnly: LOOPBACK.test(options.host) };
  const gateway = new Gateway(shared);
  const { lifetimes } = options.webSocket;
  const webSockets = hasWebSockets
    ? new WebSocketGateway({ lifetimes, accessKeyIds: acceptedAccessKeys(identity), ...shared })
    : undefined;
  const open: { close(graceMs: number): Promise<void> }[] = [];
  const close = async () => {
    await Promise.all(open.map((server) => server.close(0)));
  };
  try {
    const port = await gateway.listen(options.port, options.host);
    open.push(gateway);
    const webSocketPort = await webSockets?.listen(options.webSocket.port, options.host);
    if (webSockets) open.push(webSockets);
    const { url: databaseUrl } = database;
    const outbox = options.outbox === undefined ? join(options.folder, 'outbox') : makeOutbox(options.outbox);
    const services = await openServices({ databaseUrl, identity, outbox, log, logError });
    open.push(services);
    const local = {
      databaseUrl,
      issuer: localIssuer(port),
      servicesUrl: services.url,
      webSocketEndpoint: localWebSocketEndpoint(webSocketPort),
    };
    return { gateway, port, services, webSockets, local, close };
  } catch (error) {
    await close();
    throw error;
  }
};
