import { setTimeout as delay } from 'node:timers/promises';
import { gather, openSocket } from '../live/audience.ts';
import { type Cost, measureCost, shareOf } from '../live/capacity.ts';
import { type BenchRunner, type Invocation, startRunner } from '../live/runner.ts';
import { waitUntil } from '../live/wait.ts';
import { PING_SECONDS } from './assumptions.ts';
import type { Step, Tab } from './usage.ts';

/** Numbers of viewers, besides none. */
const VIEWERS = [1, 10, 100];
const PINGS = 4;
const WITHIN_MS = 30_000;

/** The usage of invocations by function, divided by a number of actions. */
const byFunction = (invocations: readonly Invocation[], among: number): Step['byFunction'] =>
  Object.fromEntries(
    [...Map.groupBy(invocations, ({ functionName }) => functionName)].map(([id, own]) => [id, shareOf(own, among)]),
  );

/** Opens a tab, alone on the wall, pings as the page does, and closes it. */
const measureTab = async ({ url, invocations }: BenchRunner): Promise<Tab> => {
  const start = invocations.length;
  const countOf = (name: string, of: (invocation: Invocation) => number = () => 1): number =>
    invocations.slice(start).reduce((sum, each) => (each.functionName === name ? sum + of(each) : sum), 0);
  const socket = await openSocket(url);
  const received: number[] = [];
  socket.on('message', (data) => received.push(Buffer.byteLength(data.toString())));
  socket.send('{"action":"subscribe","id":"1"}');
  await waitUntil('the answer to subscribe', () => received.length === 1, WITHIN_MS);
  for (let sent = 1; sent <= PINGS; sent += 1) {
    // With this pause it looks for silent connections with every ping, as a single open tab does.
    await delay(PING_SECONDS * 1_000);
    socket.send('{"action":"ping"}');
    await waitUntil('the answer to a ping', () => received.length === 1 + sent, WITHIN_MS);
  }
  socket.close();
  // The stream has two records: an item was created, and an item was deleted.
  const isOver = () =>
    countOf('LiveDisconnectFunction') > 0 && countOf('FanOutFunction', (each) => each.records ?? 0) >= 2;
  await waitUntil('the end of the connection', isOver, WITHIN_MS);
  const own = Object.groupBy(invocations.slice(start), ({ functionName }) =>
    functionName === 'LivePingFunction' ? 'pings' : 'others',
  );
  const [opening = 0, ...pongs] = received;
  return {
    ping: {
      byFunction: byFunction(own.pings ?? [], PINGS),
      messages: 2,
      bytes: pongs.reduce((sum, bytes) => sum + bytes, 0) / PINGS,
    },
    // The subscribe message and its answer.
    connection: { byFunction: byFunction(own.others ?? [], 1), messages: 2, bytes: opening },
  };
};

const measurePosts = async (runner: BenchRunner, viewers: number): Promise<Cost[]> => {
  console.error(`Measuring posts with ${viewers} viewers`);
  const audience = await gather(runner.url, viewers);
  const costs = await measureCost(runner, audience);
  await audience.leave();
  return costs;
};

/** Measures all usage by running it: posts without viewers, a tab, and posts with more and more viewers. */
export const measure = async (): Promise<{ costs: Cost[]; tab: Tab }> => {
  const runner = await startRunner();
  try {
    // First, because a board keeps its changes for a day after somebody has looked at it.
    const costs = await measurePosts(runner, 0);
    console.error(`Measuring an open tab, for ${PINGS * PING_SECONDS} s`);
    const tab = await measureTab(runner);
    for (const viewers of VIEWERS) costs.push(...(await measurePosts(runner, viewers)));
    return { costs, tab };
  } finally {
    await runner.stop();
  }
};
