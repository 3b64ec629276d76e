import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { codeOf } from '../failure.ts';
import type { End } from './connections.ts';
import { FrameMeter } from './frames.ts';

export type Receiver = {
  message(text: string): void;
  /** The client has closed the connection, or must be made to. May be called more than once. */
  end(end: End): void;
};

const TOO_LARGE: End = { code: 1009, reason: 'Message too long' };
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html */
const BINARY: End = { code: 1003, reason: 'Binary frames are not supported' };

/** What API Gateway says of a close frame without a code. */
const NO_STATUS = 'Client-side close frame status not set';

/**
 * Reads what a client sends. Pings are answered by the library.
 * @param socket the one below `webSocket`, nothing of which has been read yet
 */
export const receive = (webSocket: WebSocket, socket: Duplex, { message, end }: Receiver): void => {
  const frames = new FrameMeter();
  let received = 0;
  // First, to see a frame before its message is there. The messages before it are taken all the same.
  socket.prependListener('data', (chunk: Buffer) => {
    if (!frames.push(chunk)) setImmediate(end, TOO_LARGE);
  });
  webSocket.on('message', (data, isBinary) => {
    received += 1;
    if (received > frames.messages) return;
    if (isBinary) end(BINARY);
    else message(data.toString());
  });
  webSocket.on('close', (code, reason) => end({ code, reason: code === 1005 ? NO_STATUS : reason.toString() }));
  // The library closes the connection of a client that breaks the protocol, and doesn't say with which code.
  webSocket.on('error', (error) => {
    const code = codeOf(error);
    if (code?.startsWith('WS_ERR_')) end(VIOLATIONS[code] ?? { code: 1002, reason: 'Protocol error' });
  });
};

const VIOLATIONS: Record<string, End> = {
  WS_ERR_INVALID_UTF8: { code: 1007, reason: 'Invalid UTF-8' },
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: TOO_LARGE,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: TOO_LARGE,
};
