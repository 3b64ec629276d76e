import { WebSocket } from 'ws';
import type { TicketView } from '../../src/features/live/schemas.ts';
import { type Listener, listen } from './listener.ts';
import { forEach, waitUntil } from './wait.ts';

/** Clients that are connected to the public wall. */
export type Audience = {
  size: number;
  /** The totals that all of them have received since they subscribed. */
  received: { messages: number; bytes: number };
  /** Waits until each client has a message. @returns the times of arrival (ms of `performance.now()`), earliest first */
  everywhere(messageId: string): Promise<number[]>;
  leave(): Promise<void>;
};

const AT_ONCE = 16;
/** A change that takes longer counts as lost. */
const LOST_AFTER_MS = 60_000;

/** Connects to the wall, as the page does. */
export const openSocket = async (url: string): Promise<WebSocket> => {
  const answer = await fetch(`${url}/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"Bench"}',
  });
  if (answer.status !== 201) throw new Error(`A ticket was refused: ${answer.status} ${await answer.text()}`);
  const ticket = (await answer.json()) as TicketView;
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(ticket.url);
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
};

const closeSocket = (socket: WebSocket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('close', () => resolve());
    socket.close();
  });

type Wait = (what: string, isTrue: () => boolean) => Promise<void>;

const subscribe = async (socket: WebSocket, listener: Omit<Listener, 'onSubscribed'>, wait: Wait): Promise<void> => {
  let isSubscribed = false;
  const onSubscribed = () => {
    isSubscribed = true;
  };
  const take = listen({ ...listener, onSubscribed });
  socket.on('message', (data) => take(data.toString()));
  socket.send('{"action":"subscribe","id":"1"}');
  await wait('The answer to subscribe', () => isSubscribed);
};

/**
 * Opens this many connections to the wall. All connect before the first one subscribes, so none is told of the others.
 * They send no pings. A closed connection or a missed change fails the next wait.
 */
export const gather = async (url: string, size: number): Promise<Audience> => {
  const arrivals = new Map<string, number[]>();
  const arrivalsOf = (messageId: string): number[] => {
    const known = arrivals.get(messageId) ?? [];
    arrivals.set(messageId, known);
    return known;
  };
  let failure: string | undefined;
  let isLeaving = false;
  const onFailure = (reason: string) => {
    if (!isLeaving) failure ??= `A connection failed: ${reason}`;
  };
  const wait: Wait = (what, isTrue) =>
    waitUntil(
      what,
      () => {
        if (failure !== undefined) throw new Error(failure);
        return isTrue();
      },
      LOST_AFTER_MS,
    );
  const onMessage = (messageId: string) => arrivalsOf(messageId).push(performance.now());
  const received = { messages: 0, bytes: 0 };
  const sockets: WebSocket[] = [];
  await forEach(Array(size).keys(), AT_ONCE, async () => {
    const socket = await openSocket(url);
    socket.on('close', (code) => onFailure(`closed with ${code}`));
    sockets.push(socket);
  });
  await forEach(sockets, AT_ONCE, async (socket) => {
    await subscribe(socket, { onMessage, onFailure }, wait);
    socket.on('message', (data) => {
      received.messages += 1;
      received.bytes += Buffer.byteLength(data.toString());
    });
  });
  return {
    size,
    received,
    everywhere: async (messageId) => {
      const times = arrivalsOf(messageId);
      await wait(`Change ${messageId} at each of ${size} connections`, () => times.length === size);
      return times;
    },
    leave: async () => {
      isLeaving = true;
      await forEach(sockets, AT_ONCE, closeSocket);
    },
  };
};
