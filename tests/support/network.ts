import { WebSocket } from 'ws';
import type { Socket } from '../../web/src/live/protocol.ts';
import { frameIn, type SeenFrame } from './frames.ts';

/** An address without a listener. */
const NOWHERE = 'http://127.0.0.1:1';

type Message = Record<string, unknown>;

/** The network between a page and the server: real HTTP and real WebSockets, with faults that a test chooses. */
export const network = () => {
  const sockets = new Set<WebSocket>();
  const listeners = new Set<(event: { data: unknown }) => void>();
  const bring = (frame: object): void => {
    for (const listener of listeners) listener({ data: JSON.stringify(frame) });
  };
  const state = {
    /** Whether requests reach the server at all. */
    up: true,
    /** Whether a single request does, while the network is up. */
    passes: (_method: string, _path: string): boolean => true,
    /** Whether a message of the page does. */
    leaves: (_message: Message): boolean => true,
    /** Whether a frame of the server reaches the page. Other frames are in `held`, and can arrive late or never. */
    arrives: (_frame: SeenFrame): boolean => true,
    held: [] as SeenFrame[],
    /** All messages of the page over its connections. */
    sent: [] as Message[],
    /** Delivers a frame to the page now. */
    bring,
    /** The target of a request. @param url of the server */
    base: (url: string, method: string, path: string): string =>
      state.up && state.passes(method, path) ? url : NOWHERE,
    /** Sent requests without an answer yet. */
    requests: new Set<Promise<unknown>>(),
    /** Resolves when all requests are answered. */
    idle: async (): Promise<void> => {
      while (state.requests.size > 0) await Promise.allSettled(state.requests);
    },
    /** Breaks all connections. */
    cut: (): void => {
      for (const socket of sockets) socket.terminate();
    },
    open: (url: string): Socket => {
      const socket = new WebSocket(url);
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      return {
        get readyState() {
          return socket.readyState;
        },
        send: (text) => {
          const message = JSON.parse(text) as Message;
          state.sent.push(message);
          if (state.leaves(message)) socket.send(text);
        },
        close: () => socket.close(),
        addEventListener: (type: string, listener: (event: { data: unknown }) => void) => {
          if (type !== 'message') return socket.on(type, listener);
          listeners.add(listener);
          socket.on('close', () => listeners.delete(listener));
          socket.on('message', (data) => {
            const frame = frameIn(data.toString());
            if (state.arrives(frame)) listener({ data: data.toString() });
            else state.held.push(frame);
          });
        },
      };
    },
  };
  return state;
};

export type Network = ReturnType<typeof network>;
