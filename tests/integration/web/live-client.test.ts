import { WebSocket } from 'ws';
import { backoff, type LiveStatus, liveClient, type Ticket } from '../../../web/src/live/client.ts';
import { PATIENCE_MS, PING_MS } from '../../../web/src/live/connection.ts';
import type { BoardChange } from '../../../web/src/live/protocol.ts';
import { type LiveServer, startLiveServer } from '../../support/live-server.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Timers that go off when the test says so. */
const heldClock = () => {
  const timers = new Set<{ ms: number; call: () => void }>();
  return {
    now: () => Date.now(),
    after: (ms: number, call: () => void) => {
      const timer = { ms, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    /** Lets the timers of this wait go off. @returns how many there were */
    pass: (isDue: (ms: number) => boolean) => {
      const due = [...timers].filter(({ ms }) => isDue(ms));
      for (const timer of due) {
        timers.delete(timer);
        timer.call();
      }
      return due.length;
    },
  };
};

const isRetry = (ms: number) => ms !== PING_MS && ms !== PATIENCE_MS;

describe('the live client', () => {
  let server: LiveServer;
  let stop = () => {};
  beforeEach(async () => {
    server = await startLiveServer();
  });
  afterEach(async () => {
    stop();
    await server.stop();
  });

  const start = (ticket: () => Ticket = () => ({ url: server.url })) => {
    const clock = heldClock();
    const seen: number[] = [];
    const statuses: LiveStatus[] = [];
    const others: string[] = [];
    const read = { loads: 0, fails: false, meanwhile: () => {} };
    const client = liveClient({
      ticket: async () => ticket(),
      open: (url) => new WebSocket(url),
      clock,
      random: () => 1,
      status: (status) => statuses.push(status),
      handlers: {
        load: async () => {
          read.loads += 1;
          read.meanwhile();
          if (read.fails) throw new Error('nothing answers');
        },
        changes: (changes: BoardChange[]) => seen.push(...changes.map(({ seq }) => seq)),
        people: (people, you) => others.push(...people.filter((person) => person !== you).map(({ name }) => name)),
        presence: (joined, left) =>
          others.push(...joined.map(({ name }) => `+${name}`), ...left.map((connectionId) => `-${connectionId}`)),
        cursor: (connectionId, x, y) => others.push(`${connectionId} ${x} ${y}`),
      },
    });
    stop = client.stop;
    const isLive = () => statuses.at(-1) === 'live';
    return { client, clock, seen, statuses, others, read, live: () => waitFor('live', isLive) };
  };
  const note = (text: string) => ({ kind: 'message', message: { id: text, author: 'Grace', text, version: 1 } });
  const subscriptions = () => server.received.filter(({ action }) => action === 'subscribe').map(({ since }) => since);
  const until = (what: string, is: () => boolean) => waitFor(what, is);

  test('L5: reads the board on a reset, and applies every change after its seq', async () => {
    server.change(note('before'));
    const { seen, read, live, others } = start();
    read.meanwhile = () => server.change(note('while the board was read'));
    await live();
    server.change(note('after'));
    await until('the changes', () => seen.length === 2);
    expect({ seen, loads: read.loads, subscriptions: subscriptions() }).toEqual({
      seen: [2, 3],
      loads: 1,
      subscriptions: [undefined],
    });
    expect(others).toContain('Grace Hopper');
  });

  test('L5: comes back with the last seq it has seen, and gets what it missed', async () => {
    const { seen, clock, statuses, live, read } = start();
    await live();
    server.change(note('seen'));
    await until('the change', () => seen.length === 1);
    server.cut();
    await until('the loss', () => statuses.at(-1) === 'lost');
    server.change(note('missed'));
    expect(clock.pass(isRetry)).toBe(1);
    await live();
    expect({ seen, loads: read.loads, subscriptions: subscriptions() }).toEqual({
      seen: [1, 2],
      loads: 1,
      subscriptions: [undefined, 1],
    });
  });

  test('L5: reads the board anew when the gap is older than what is kept', async () => {
    server.keep(0);
    const { clock, statuses, live, read } = start();
    await live();
    server.cut();
    await until('the loss', () => statuses.at(-1) === 'lost');
    server.change(note('missed'));
    clock.pass(isRetry);
    await live();
    expect(read.loads).toBe(2);
  });

  test('L5: a board that cannot be read is tried again later', async () => {
    const { clock, statuses, read, live } = start();
    read.fails = true;
    await until('the loss', () => statuses.at(-1) === 'lost');
    read.fails = false;
    clock.pass(isRetry);
    await live();
    expect(read.loads).toBe(2);
  });

  test('L6: a pong tells of a lost last frame, and what is missing is asked for', async () => {
    const { seen, clock, live } = start();
    await live();
    server.change(note('lost on its way'), true);
    expect(clock.pass((ms) => ms === PING_MS)).toBe(1);
    await until('the change', () => seen.length === 1);
    expect(subscriptions()).toEqual([undefined, 0]);
  });

  test('L12: what comes twice, early or late is applied once and in order', async () => {
    const { seen, live } = start();
    await live();
    const [first, second, third] = ['a', 'b', 'c'].map((text) => server.change(note(text), true));
    for (const changes of [[second], [third, second], [first], [first, third]])
      server.broadcast({ type: 'changes', changes });
    await until('the changes', () => seen.length >= 3);
    server.change(note('d'));
    await until('the last', () => seen.includes(4));
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  test('L12: a gap is asked for at once', async () => {
    const { seen, live } = start();
    await live();
    server.change(note('lost'), true);
    server.change(note('comes'));
    await until('both', () => seen.length === 2);
    expect({ seen, subscriptions: subscriptions() }).toEqual({ seen: [1, 2], subscriptions: [undefined, 0] });
  });

  test('L4: a connection on which nothing answers a ping is given up', async () => {
    const { clock, statuses, live } = start();
    await live();
    server.settings.silent = true;
    clock.pass((ms) => ms === PING_MS);
    expect(clock.pass((ms) => ms === PATIENCE_MS)).toBe(1);
    expect(statuses.at(-1)).toBe('lost');
    await until('the end', () => server.connections() === 0);
  });

  test('L8: an answer finds its question, and a lost connection answers undefined', async () => {
    const { client, live } = start();
    await live();
    const post = { action: 'post', clientMutationId: 'm', message: { author: 'Ada', text: 'x' } };
    expect(await client.ask(post)).toMatchObject({ type: 'done', clientMutationId: 'm', editToken: 'token-1' });
    server.settings.loseAnswers = true;
    const lost = client.ask(post);
    await until('the question', () => server.received.filter(({ action }) => action === 'post').length === 2);
    server.cut();
    expect(await lost).toBeUndefined();
    expect(server.messages()).toHaveLength(1);
  });

  test('L17: tells who comes, goes and points', async () => {
    const { others, live } = start();
    await live();
    const linus = { connectionId: 'c', name: 'Linus', role: 'writer' };
    server.broadcast({ type: 'presence', joined: [linus], left: [] });
    server.broadcast({ type: 'cursor', connectionId: 'c', x: 1, y: 2 });
    server.broadcast({ type: 'presence', joined: [], left: ['c'] });
    server.broadcast({ type: 'something of a later version' });
    await until('all three', () => others.includes('-c'));
    expect(others.slice(-3)).toEqual(['+Linus', 'c 1 2', '-c']);
  });

  test('L1: without a ticket it says why: nobody answers, there is no such thing, or this board is closed', async () => {
    const answers: Ticket[] = ['unreachable', 'unavailable', 'refused'];
    const { statuses, clock } = start(() => answers.shift() ?? 'refused');
    await until('the first', () => statuses.at(-1) === 'lost');
    clock.pass(isRetry);
    await until('the second', () => statuses.at(-1) === 'unavailable');
    clock.pass(isRetry);
    await until('the third', () => statuses.at(-1) === 'refused');
    expect(clock.pass(isRetry)).toBe(0);
  });

  test('waits longer after each failure, up to half a minute, never all clients at once', () => {
    expect([0, 1, 2, 10].map((attempt) => backoff(attempt, 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
    expect(backoff(2, 0)).toBe(2_000);
  });
});
