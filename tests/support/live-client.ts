import { waitFor } from 'sam-offline/testing/wait-for';
import { WebSocket } from 'ws';
import type { MessageView } from '../../src/features/messages/schemas.ts';
import { frameIn, type SeenFrame } from './frames.ts';
import { createModel } from './live-model.ts';

/** The API of a client, its door there (`/boards/<id>`, `/shared/<token>`, or `` for the wall), and its person. */
export type Origin = { api: string; door: string; token?: string | undefined; name?: string };

const PING_MS = 15_000;

const call = async ({ api, door, token }: Origin, method: string, path: string, body?: object) => {
  const answer = await fetch(`${api}${door}${path}`, {
    method,
    headers: { ...(token && { authorization: token }), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
};

/** A ticket's URL. */
export const ticketUrl = async (origin: Origin): Promise<string> =>
  String((await call(origin, 'POST', '/tickets', origin.name === undefined ? {} : { name: origin.name })).url);

/** All messages of a board, page by page, oldest first. */
export const readBoard = async (origin: Origin): Promise<MessageView[]> => {
  const messages: MessageView[] = [];
  let cursor: unknown = '';
  while (cursor !== null) {
    const query = new URLSearchParams({ limit: '100', ...(cursor !== '' && { cursor: String(cursor) }) });
    const page = await call(origin, 'GET', `/messages?${query}`);
    messages.push(...(page.messages as MessageView[]));
    cursor = page.nextCursor;
  }
  return messages.reverse();
};

type Line = { received(frame: SeenFrame): void; ended(code: number): void };

/** One socket at a time, with its pings. Frames of earlier sockets are ignored. */
const createLine = ({ received, ended }: Line) => {
  let socket: WebSocket | undefined;
  let ping: NodeJS.Timeout | undefined;
  const send = (message: object): void => socket?.send(JSON.stringify(message));
  return {
    send,
    /** Sends a message as it is written. */
    sendText: (text: string): void => socket?.send(text),
    open: async (url: string): Promise<void> => {
      const opened = new WebSocket(url);
      socket = opened;
      opened.on('message', (data) => socket === opened && received(frameIn(data.toString())));
      opened.on('close', (code) => {
        if (socket !== opened) return;
        ended(code);
        clearInterval(ping);
      });
      await new Promise<void>((resolve, reject) => {
        opened.once('open', resolve);
        opened.on('error', reject);
      });
      clearInterval(ping);
      ping = setInterval(() => send({ action: 'ping' }), PING_MS);
    },
    /** Breaks the connection without closing it. */
    drop: (): void => {
      clearInterval(ping);
      const dropped = socket;
      socket = undefined;
      dropped?.terminate();
    },
    close: (): void => {
      clearInterval(ping);
      socket?.close();
    },
  };
};

/** A client of docs/live-protocol.md over real sockets. */
export type LiveClient = ReturnType<typeof liveClient>;

/** A client that isn't connected yet. */
export const liveClient = (origin: Origin) => {
  let asked = 0;
  const { open, send, ...line } = createLine({
    received: (frame) => {
      client.frames.push(frame);
      model.receive(frame).catch((error) => model.state.violations.push(String(error)));
    },
    ended: (code) => {
      client.ended = code;
    },
  });
  const model = createModel({
    subscribe: (request) => send({ action: 'subscribe', ...request }),
    read: () => readBoard(origin),
  });
  const client = {
    ...line,
    model,
    send,
    /** All received frames, oldest first. */
    frames: [] as SeenFrame[],
    /** How the connection ended, once it has. */
    ended: undefined as number | undefined,
    /** Gets a ticket and opens a connection with it. @param url of an existing ticket */
    connect: async (url?: string): Promise<void> => {
      const ticket = url ?? (await ticketUrl(origin));
      client.ended = undefined;
      await open(ticket);
      model.opened();
    },
    /** Connects and waits for the board. */
    join: async (): Promise<void> => {
      await client.connect();
      await client.settled();
    },
    settled: () => waitFor('the answer of subscribe', () => model.isSettled()),
    /** Sends a message and waits for its answer. */
    ask: async (action: string, more: object = {}): Promise<SeenFrame> => {
      asked += 1;
      const id = `ask-${asked}`;
      send({ action, id, ...more });
      const answer = () => client.frames.findLast(({ re }) => re === id);
      return waitFor(`the answer to ${action} ${id}`, () => {
        if (!answer() && client.ended !== undefined)
          throw new Error(`Closed with ${client.ended} before ${action} was answered`);
        return answer();
      });
    },
    /** The newest frame of a kind, now or soon. */
    next: (matches: (frame: SeenFrame) => boolean): Promise<SeenFrame> =>
      waitFor('a frame', () => client.frames.findLast(matches)),
    /** The same for one of the changes that were applied. */
    change: (matches: (change: Record<string, unknown>) => boolean) =>
      waitFor('a change', () => model.state.applied.find(matches)),
  };
  return client;
};
