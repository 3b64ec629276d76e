import type { IncomingMessage } from 'node:http';

/** HTTP APIs take no larger body. Bytes. */
const BODY_BYTES = 10 * 1024 * 1024;

/**
 * Reads a body of at most BODY_BYTES. `too-large` comes as soon as that is certain, `aborted` when the sender goes
 * away before the end.
 */
export const readBody = (incoming: IncomingMessage): Promise<Buffer | 'too-large' | 'aborted'> => {
  if (declaresTooMuch(incoming)) return Promise.resolve('too-large');
  // Gone while the token was looked at: nothing would be heard of it any more.
  if (incoming.destroyed) return Promise.resolve('aborted');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const collect = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_BYTES) return void chunks.push(chunk);
      incoming.off('data', collect);
      resolve('too-large');
    };
    incoming.on('data', collect);
    incoming.once('end', () => resolve(Buffer.concat(chunks)));
    incoming.once('error', () => resolve('aborted'));
    incoming.once('close', () => resolve('aborted'));
  });
};

/** Whether the request's head already says that the body will be too large. */
export const declaresTooMuch = (incoming: IncomingMessage): boolean =>
  Number(incoming.headers['content-length'] ?? 0) > BODY_BYTES;

/**
 * A sender that isn't listened to may never look for the answer: what it still sends is thrown away for a moment, and
 * then the connection is closed.
 */
export const discardBody = (incoming: IncomingMessage): void => {
  if (incoming.complete) return;
  incoming.resume();
  // As long as the connection is open, that keeps the process running; the timer alone must not.
  const timer = setTimeout(() => incoming.socket.destroy(), DISCARD_MS).unref();
  incoming.once('close', () => clearTimeout(timer));
};

const DISCARD_MS = 2_000;
