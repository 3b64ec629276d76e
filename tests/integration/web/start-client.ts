import { waitFor as until } from 'sam-offline/testing/wait-for';
import type { BoardChange } from '../../../src/features/live/frame-schemas.ts';
import type { Door } from '../../../web/src/api/board.ts';
import { type LiveStatus, liveClient } from '../../../web/src/live/client.ts';
import { PATIENCE_MS, PING_MS } from '../../../web/src/live/heartbeat.ts';
import { apiOver } from '../../support/board-page.ts';
import { network } from '../../support/network.ts';
import { heldClock } from '../../support/page-clock.ts';
import type { SharedBoard } from '../../support/shared-board.ts';
import { freshBoard, stage } from './here.ts';

/** Of the waits of a client those for the next attempt. */
export const isRetry = (ms: number): boolean => ms !== PING_MS && ms !== PATIENCE_MS;

/** So many numbers, one after the other. */
export const isFrom = (seq: number, count: number): number[] => Array.from({ length: count }, (_, n) => seq + n);

/**
 * A live client of the page at a door, over a network that a test can break, with its recorded calls.
 * @param name how it is called there
 */
const startClient = (door: Door, name = 'Ada') => {
  const clock = heldClock();
  const net = network();
  const statuses: LiveStatus[] = [];
  const others: string[] = [];
  const applied: BoardChange[] = [];
  const read = { loads: 0, fails: false, texts: [] as string[], meanwhile: async (): Promise<void> => undefined };
  const server = { url: stage.url };
  const client = liveClient({
    ticket: () => apiOver(net, server.url, door).ticket(name),
    open: net.open,
    clock,
    random: () => 1,
    status: (status) => statuses.push(status),
    handlers: {
      load: async () => {
        read.loads += 1;
        await read.meanwhile();
        if (read.fails) throw new Error('nothing answers');
        read.texts = (await apiOver(net, server.url, door).list()).map(({ text }) => text);
      },
      changes: (changes: BoardChange[]) => applied.push(...changes),
      people: (people, you) =>
        others.push(...people.filter((one) => one.connectionId !== you.connectionId).map(({ name }) => name)),
      presence: (joined, left) => others.push(...joined.map((one) => `+${one.name}`), ...left.map(() => 'left')),
      cursor: (_connectionId, x, y) => others.push(`${x} ${y}`),
    },
  });
  return {
    ...{ client, net, clock, statuses, others, read, server },
    seqs: () => applied.map(({ seq }) => seq),
    texts: () => applied.map((change) => (change.kind === 'message' ? change.message.text : change.kind)),
    subscriptions: () => net.sent.filter(({ action }) => action === 'subscribe').map(({ since }) => since),
    live: () => until('live', () => statuses.at(-1) === 'live'),
    lost: () => until('the loss', () => statuses.at(-1) === 'lost'),
    /** So many changes came in all. */
    applied: (count: number) => until(`${count} changes`, () => applied.length >= count),
  };
};

/** A board of its own for each test, and clients of the page on it, which end with the test. */
export const useClients = () => {
  const stops: (() => unknown)[] = [];
  let board: SharedBoard;
  beforeEach(async () => {
    board = await freshBoard();
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) stop();
    await stage.idle();
  });
  return {
    board: () => board,
    start: (door = board.door, name?: string) => {
      const started = startClient(door, name);
      stops.push(started.client.stop);
      return started;
    },
    /** Another person writes, and the stream delivers it to all connections. */
    happens: async (...texts: string[]): Promise<void> => {
      for (const text of texts) await board.write(text);
      await stage.deliver();
    },
  };
};
