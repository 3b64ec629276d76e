import { WebSocket } from 'ws';
import { waitFor } from './wait-for.ts';

/** A client that is connected. */
export type Client = {
  socket: WebSocket;
  /** The messages until now, parsed where they are JSON. */
  messages: unknown[];
  /** Sends JSON, or text as it is. */
  send(message: unknown): void;
  /** The first message that nobody has taken yet. */
  next(): Promise<unknown>;
  closed: Promise<{ code: number; reason: string }>;
};

/** Connects a client. @param url as of the HTTP API: `http:` stands for `ws:` */
export const connectClient = async (url: string, protocols: string[] = []): Promise<Client> => {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), protocols, { headers: { 'user-agent': 'tests' } });
  const messages: unknown[] = [];
  socket.on('message', (data) => messages.push(parsed(data.toString())));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  let seen = 0;
  return {
    socket,
    messages,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: async () => {
      seen += 1;
      await waitFor('a message', () => messages.length >= seen);
      return messages[seen - 1];
    },
    closed,
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** What a client gets that isn't let in. */
export const refusedClient = (
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown> }> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers });
    socket.on('open', () => reject(new Error('The client was let in')));
    socket.on('error', reject);
    socket.on('unexpected-response', async (_request, response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
    });
  });
