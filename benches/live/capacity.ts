import { setTimeout as delay } from 'node:timers/promises';
import type { Audience } from './audience.ts';
import { post } from './post.ts';
import type { BenchRunner, Invocation } from './runner.ts';
import { waitUntil } from './wait.ts';

/** The usage of a function for one change: DynamoDB's capacity units, invocations, and bytes of its own log lines. */
export type Share = { readUnits: number; writeUnits: number; invocations: number; logBytes: number };

/** The usage of one change: by the request, the delivery and the counting; and the messages sent to all clients. */
export type Cost = {
  connections: number;
  how: 'alone' | '100 at once';
  post: Share;
  fanOut: Share;
  relay: Share;
  sent: { messages: number; bytes: number };
};

const ALONE = 4;
const TOGETHER = 100;
/** Long enough for the presence messages about earlier arrivals and departures. */
const PAUSE_MS = 1_500;
const WITHIN_MS = 30_000;

const [POST, FAN_OUT, RELAY] = ['PostMessageFunction', 'FanOutFunction', 'RelayChangesFunction'];

/** The usage of invocations divided by a number of changes or other actions. */
export const shareOf = (invocations: readonly Invocation[], among: number): Share => {
  const per = (of: (invocation: Invocation) => number): number =>
    invocations.reduce((total, invocation) => total + of(invocation), 0) / among;
  return {
    readUnits: per(({ capacityUnits, writeUnits }) => capacityUnits - writeUnits),
    writeUnits: per(({ writeUnits }) => writeUnits),
    invocations: invocations.length / among,
    logBytes: per(({ logBytes }) => logBytes),
  };
};

/** Makes changes. @param counted waits until that many were delivered and counted */
type Make = (counted: (changes: number) => Promise<void>) => Promise<void>;

/** The usage per change, once all invocations have been logged. */
const costOf = async (runner: BenchRunner, audience: Audience, changes: number, make: Make) => {
  const from = runner.invocations.length;
  const before = { ...audience.received };
  const logged = (name: string) =>
    runner.invocations.slice(from).filter(({ functionName }) => functionName.includes(name));
  const recordsOf = (name: string) => logged(name).reduce((total, { records = 0 }) => total + records, 0);
  const counted = (least: number) =>
    waitUntil('the counting of changes', () => recordsOf(FAN_OUT) >= least && recordsOf(RELAY) >= least, WITHIN_MS);
  await make(counted);
  await counted(changes);
  const { messages, bytes } = audience.received;
  return {
    post: shareOf(logged(POST), changes),
    fanOut: shareOf(logged(FAN_OUT), changes),
    relay: shareOf(logged(RELAY), changes),
    sent: { messages: (messages - before.messages) / changes, bytes: (bytes - before.bytes) / changes },
  };
};

/** The cost of a single change, and of one in a batch. */
export const measureCost = async (runner: BenchRunner, audience: Audience): Promise<Cost[]> => {
  const { size: connections } = audience;
  await delay(PAUSE_MS);
  const alone = await costOf(runner, audience, ALONE, async (counted) => {
    for (let made = 1; made <= ALONE; made += 1) {
      await audience.everywhere((await post(runner.url)).id);
      // So that no change shares a batch with the previous one.
      await counted(made);
    }
  });
  const together = await costOf(runner, audience, TOGETHER, async () => {
    const posted = await Promise.all(Array.from({ length: TOGETHER }, () => post(runner.url)));
    for (const { id } of posted) await audience.everywhere(id);
  });
  return [
    { connections, how: 'alone', ...alone },
    { connections, how: `${TOGETHER} at once`, ...together },
  ];
};
