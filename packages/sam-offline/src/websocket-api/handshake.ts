import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { MESSAGE_BYTES } from './frames.ts';

/** A request to become a WebSocket connection, as Node hands it over. */
export type Upgrade = { incoming: IncomingMessage; socket: Duplex; head: Buffer };

/** Whether a client may connect: with a subprotocol if one was chosen, or else the answer that it gets. */
export type Admission =
  | { isAdmitted: true; protocol: string | undefined }
  | { isAdmitted: false; status: number; body: string };

export type Handshake = {
  /** Asked once the request is known to be a proper handshake. Never rejects. */
  admit(): Promise<Admission>;
  /** Called before anything is read. */
  opened(webSocket: WebSocket): void;
  /** The client was admitted, and gone by then. */
  lost(): void;
};

/** Carries a handshake out, or refuses it with an HTTP status. */
export const shakeHands = ({ incoming, socket, head }: Upgrade, { admit, opened, lost }: Handshake): void => {
  let protocol: string | undefined;
  let isOpen = false;
  // One of these for each handshake, so that its hooks know whose it is.
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MESSAGE_BYTES,
    handleProtocols: () => protocol ?? false,
    verifyClient: (_info, decide) => {
      admit().then((admission) => {
        if (!admission.isAdmitted) {
          const { status, body } = admission;
          return decide(false, status, body, { 'content-type': 'application/json' });
        }
        protocol = admission.protocol;
        decide(true);
        if (!isOpen) lost();
      });
    },
  });
  server.handleUpgrade(incoming, socket, head, (webSocket) => {
    isOpen = true;
    opened(webSocket);
  });
};
