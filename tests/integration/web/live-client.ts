import { waitFor as until } from 'sam-offline/testing/wait-for';
import type { BoardChange } from '../../../src/features/live/frame-schemas.ts';
import { backoff } from '../../../web/src/live/client.ts';
import { PATIENCE_MS, PING_MS } from '../../../web/src/live/heartbeat.ts';
import { useClock } from '../../support/clock.ts';
import { stage } from './here.ts';
import { isFrom, isRetry, useClients } from './start-client.ts';

const DAY_MS = 24 * 3_600_000;

describe('the live client', () => {
  const time = useClock();
  const { board, start, happens } = useClients();

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

  test('L5: reconnects with its last seq, and gets the missed changes', async () => {
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

  test('L5: reads the board again when the missed changes are no longer kept', async () => {
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

  test('L6: a pong reveals a lost last frame, and the missing changes are requested', async () => {
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

  test('L12: changes that arrive twice, early or late are applied once and in order', async () => {
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
    expect((await board().notes()).map(({ text }) => text)).toEqual(['second', 'first']);
  });

  test('L17: shows who is connected, joins, leaves and points', async () => {
    const first = start();
    await first.live();
    const { others, live } = start(board().door, 'Linus');
    await live();
    expect(others).toEqual(['Ada']);
    const grace = start(board().door, 'Grace');
    await grace.live();
    await stage.deliver();
    await until('Grace', () => others.includes('+Grace'));
    grace.client.cursor(1, 2);
    await until('her cursor', () => others.includes('1 2'));
    grace.client.stop();
    await until('her goodbye', () => stage.connections() === 2);
    await stage.deliver();
    await until('her end', () => others.includes('left'));
    expect(others.slice(-3)).toEqual(['+Grace', '1 2', 'left']);
  });

  test('L17: a person who joins while the board is read is not lost', async () => {
    const linus = start(board().door, 'Linus');
    await linus.live();
    await stage.deliver();
    const { others, read, live } = start();
    read.meanwhile = async () => {
      await start(board().door, 'Grace').live();
      await stage.deliver();
      await until('the news of her', () => others.splice(0).includes('+Grace'));
    };
    await live();
    expect(others).toEqual(['Linus', '+Grace']);
  });

  test('waits longer after each failure, up to half a minute, never all clients at once', () => {
    expect([0, 1, 2, 10].map((attempt) => backoff(attempt, 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
    expect(backoff(2, 0)).toBe(2_000);
  });
});
