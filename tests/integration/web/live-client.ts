import type { BoardChange } from '../../../src/features/live/frame-schemas.ts';
import type { Door } from '../../../web/src/api/board.ts';
import { backoff, type LiveStatus, liveClient } from '../../../web/src/live/client.ts';
import { PATIENCE_MS, PING_MS } from '../../../web/src/live/connection.ts';
import { apiOver } from '../../support/board-page.ts';
import { useClock } from '../../support/clock.ts';
import { network } from '../../support/network.ts';
import { heldClock } from '../../support/page-clock.ts';
import type { SharedBoard } from '../../support/shared-board.ts';
import { waitFor as until } from '../../support/wait-for.ts';
import { freshBoard, stage } from './here.ts';

const isRetry = (ms: number) => ms !== PING_MS && ms !== PATIENCE_MS;
const DAY_MS = 24 * 3_600_000;

describe('the live client', () => {
  const time = useClock();
  const stops: (() => unknown)[] = [];
  let board: SharedBoard;
  beforeEach(async () => {
    board = await freshBoard();
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) stop();
    await stage.idle();
  });

  const start = (door: Door = board.door, name = 'Ada') => {
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
          others.push(...people.filter((one) => one.connectionId !== you?.connectionId).map(({ name }) => name)),
        presence: (joined, left) => others.push(...joined.map((one) => `+${one.name}`), ...left.map(() => 'left')),
        cursor: (_connectionId, x, y) => others.push(`${x} ${y}`),
      },
    });
    stops.push(client.stop);
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
  /** Somebody else writes, and the stream brings it to all connections. */
  const happens = async (...texts: string[]) => {
    for (const text of texts) await board.write(text);
    await stage.deliver();
  };
  /** The number of the board's newest change, as a subscription of the client has told it. */
  const isFrom = (seq: number, count: number) => Array.from({ length: count }, (_, n) => seq + n);

  test('L5: reads the board on a reset, and applies every change after its seq', async () => {
    await happens('before');
    const { read, live, texts, applied, subscriptions } = start();
    read.meanwhile = () => happens('while the board was read');
    await live();
    await happens('after');
    await applied(2);
    expect({ texts: texts(), loads: read.loads, subscriptions: subscriptions() }).toEqual({
      texts: ['while the board was read', 'after'],
      loads: 1,
      subscriptions: [undefined],
    });
    expect(read.texts).toEqual(['while the board was read', 'before']);
  });

  test('L5: comes back with the last seq it has seen, and gets what it missed', async () => {
    const { texts, seqs, net, clock, live, lost, read, applied, subscriptions } = start();
    await live();
    await happens('seen');
    await applied(1);
    net.cut();
    await lost();
    await happens('missed');
    expect(clock.pass(isRetry)).toBe(1);
    await live();
    const [seq = 0] = seqs();
    expect({ texts: texts(), seqs: seqs(), loads: read.loads, subscriptions: subscriptions() }).toEqual({
      texts: ['seen', 'missed'],
      seqs: isFrom(seq, 2),
      loads: 1,
      subscriptions: [undefined, seq],
    });
  });

  test('L5: reads the board anew when the gap is older than what is kept', async () => {
    const { clock, net, live, lost, read } = start();
    await live();
    net.cut();
    await lost();
    await happens('missed');
    time.pass(DAY_MS + 1_000);
    clock.pass(isRetry);
    await live();
    expect(read).toMatchObject({ loads: 2, texts: ['missed'] });
  });

  test('L5: a board that cannot be read is tried again later', async () => {
    const { clock, read, live, lost } = start();
    read.fails = true;
    await lost();
    read.fails = false;
    clock.pass(isRetry);
    await live();
    expect(read.loads).toBe(2);
  });

  test('L6: a pong tells of a lost last frame, and what is missing is asked for', async () => {
    const { texts, seqs, net, clock, live, applied, subscriptions } = start();
    await live();
    net.arrives = ({ type }) => type !== 'changes';
    await happens('lost on its way');
    await until('the loss', () => net.held.length === 1);
    net.arrives = () => true;
    expect(clock.pass((ms) => ms === PING_MS)).toBe(1);
    await applied(1);
    expect(texts()).toEqual(['lost on its way']);
    expect(subscriptions()).toEqual([undefined, (seqs()[0] ?? 0) - 1]);
  });

  test('L12: what comes twice, early or late is applied once and in order', async () => {
    const { texts, seqs, net, live, applied } = start();
    await live();
    net.arrives = ({ type }) => type !== 'changes';
    await happens('a', 'b', 'c');
    await until('all three', () => net.held.flatMap(({ changes }) => changes as object[]).length === 3);
    net.arrives = () => true;
    const [first, second, third] = net.held.flatMap(({ changes }) => changes as BoardChange[]);
    for (const changes of [[second], [third, second], [first], [first, third]]) net.bring({ type: 'changes', changes });
    await applied(3);
    await happens('d');
    await applied(4);
    expect(texts()).toEqual(['a', 'b', 'c', 'd']);
    expect(seqs()).toEqual(isFrom(seqs()[0] ?? 0, 4));
  });

  test('L12: a gap is asked for at once', async () => {
    const { texts, seqs, net, live, applied, subscriptions } = start();
    await live();
    net.arrives = ({ type }) => type !== 'changes';
    await happens('lost');
    await until('the loss', () => net.held.length === 1);
    net.arrives = () => true;
    await happens('comes');
    await applied(2);
    expect(texts()).toEqual(['lost', 'comes']);
    expect(subscriptions()).toEqual([undefined, (seqs()[0] ?? 0) - 1]);
  });

  test('L4: a connection on which nothing answers a ping is given up', async () => {
    const { clock, net, statuses, live } = start();
    await live();
    net.leaves = () => false;
    clock.pass((ms) => ms === PING_MS);
    expect(clock.pass((ms) => ms === PATIENCE_MS)).toBe(1);
    expect(statuses.at(-1)).toBe('lost');
    await until('the end', () => stage.connections() === 0);
  });

  test('L8: an answer finds its question, and a lost connection answers undefined', async () => {
    const { client, net, live } = start();
    await live();
    const post = (id: string) => ({
      action: 'post' as const,
      clientMutationId: id,
      message: { author: 'Ada', text: id },
    });
    expect(await client.ask(post('first'))).toMatchObject({
      type: 'done',
      clientMutationId: 'first',
      message: { text: 'first' },
      editToken: expect.stringMatching(/^.{20}/),
    });
    net.arrives = ({ type }) => type !== 'done';
    const lost = client.ask(post('second'));
    await until('the answer to be lost', () => net.held.length === 1);
    net.cut();
    expect(await lost).toBeUndefined();
    expect((await board.notes()).map(({ text }) => text)).toEqual(['second', 'first']);
  });

  test('L17: tells who is there, comes, goes and points', async () => {
    const first = start();
    await first.live();
    const { others, live, net } = start(board.door, 'Linus');
    await live();
    expect(others).toEqual(['Ada']);
    const grace = start(board.door, 'Grace');
    await grace.live();
    await stage.deliver();
    await until('Grace', () => others.includes('+Grace'));
    grace.client.cursor(1, 2);
    await until('her cursor', () => others.includes('1 2'));
    grace.client.stop();
    await until('her goodbye', () => stage.connections() === 2);
    await stage.deliver();
    await until('her end', () => others.includes('left'));
    net.bring({ type: 'something of a later version' });
    expect(others.slice(-3)).toEqual(['+Grace', '1 2', 'left']);
  });

  test('L17: who comes while the board is read is not forgotten', async () => {
    const linus = start(board.door, 'Linus');
    await linus.live();
    await stage.deliver();
    const { others, read, live } = start();
    read.meanwhile = async () => {
      await start(board.door, 'Grace').live();
      await stage.deliver();
      await until('the news of her', () => others.splice(0).includes('+Grace'));
    };
    await live();
    expect(others).toEqual(['Linus', '+Grace']);
  });

  test('L1: without a ticket it says why: nobody answers, there is no such thing, or this board is closed', async () => {
    const { statuses, clock, net, server, lost } = start();
    net.up = false;
    await lost();
    net.up = true;
    server.url = stage.urlWithoutLive;
    clock.pass(isRetry);
    await until('the second', () => statuses.at(-1) === 'unavailable');
    server.url = stage.url;
    await board.revoke();
    clock.pass(isRetry);
    await until('the third', () => statuses.at(-1) === 'refused');
    expect(clock.pass(isRetry)).toBe(0);
  });

  test('waits longer after each failure, up to half a minute, never all clients at once', () => {
    expect([0, 1, 2, 10].map((attempt) => backoff(attempt, 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
    expect(backoff(2, 0)).toBe(2_000);
  });
});
