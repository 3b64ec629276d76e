import type { WebSocket } from 'ws';

/** Whoever is connected, or about to be. */
export type Peer = {
  id: string;
  /** Epoch milliseconds of the handshake. */
  connectedAt: number;
  identity: { sourceIp: string; userAgent?: string };
  /** The host that the client asked for. */
  domainName: string;
};

/** An open connection. */
export type Connection = Peer & {
  socket: WebSocket;
  /** Epoch milliseconds of the last message in either direction. */
  lastActiveAt: number;
};

/** How a connection ends: a code and a reason of the closing handshake. */
export type End = { code: number; reason: string };

/** How long a connection may live, in milliseconds. */
export type Lifetimes = { idleMs: number; lifetimeMs: number };

export const GOING_AWAY: End = { code: 1001, reason: 'Going away' };

export type ConnectionsOptions = {
  lifetimes: Lifetimes;
  /** Epoch milliseconds */
  now(): number;
  /** Called once for every connection that ends, from whichever side. */
  onEnd(connection: Connection, end: End): void;
};

/** The open connections, by id. One that has ended is gone at once, even while the closing handshake goes on. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #open = new Map<string, Connection>();

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  add(peer: Peer, socket: WebSocket): void {
    this.#open.set(peer.id, { ...peer, socket, lastActiveAt: this.#options.now() });
  }

  get(id: string): Connection | undefined {
    return this.#open.get(id);
  }

  /** A message has come in. Frames of the protocol itself (ping and pong) don't count: AWS promises nothing of them. */
  touch(connection: Connection): void {
    connection.lastActiveAt = this.#options.now();
  }

  /** Sends a message, if the connection is still open. */
  send(id: string, text: string): void {
    const connection = this.#open.get(id);
    if (connection === undefined) return;
    this.touch(connection);
    // An error of sending is followed by the end of the connection.
    connection.socket.send(text, () => undefined);
  }

  /** Ends a connection, unless it has ended already. */
  end(id: string, end: End): void {
    const connection = this.#open.get(id);
    if (connection === undefined) return;
    this.#open.delete(id);
    // What the client has closed itself stays as it is.
    if (connection.socket.readyState === connection.socket.OPEN) connection.socket.close(end.code, end.reason);
    this.#options.onEnd(connection, end);
  }

  /** Ends the connections that were idle for too long, or have lived their time. */
  endExpired(): void {
    const { lifetimes, now } = this.#options;
    for (const { id, lastActiveAt, connectedAt } of this.#open.values()) {
      const isExpired = now() - lastActiveAt >= lifetimes.idleMs || now() - connectedAt >= lifetimes.lifetimeMs;
      if (isExpired) this.end(id, GOING_AWAY);
    }
  }

  endAll(end: End): void {
    for (const id of [...this.#open.keys()]) this.end(id, end);
  }
}
