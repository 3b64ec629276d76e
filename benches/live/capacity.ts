import { setTimeout as delay } from 'node:timers/promises';
import type { Audience } from './audience.ts';
import { post } from './post.ts';
import type { BenchRunner } from './runner.ts';
import { waitUntil } from './wait.ts';

/** Capacity units that one change cost, by function: the request, its delivery, and that it was counted. */
export type Cost = { connections: number; how: string; post: number; fanOut: number; relay: number; batch: number };

const ALONE = 4;
const TOGETHER = 100;
/** Longer than the window in which changes are gathered to be counted. */
const PAUSE_MS = 1_500;
const WITHIN_MS = 30_000;

const [POST, FAN_OUT, RELAY] = ['PostMessageFunction', 'FanOutFunction', 'RelayChangesFunction'];

/** What a number of changes cost, once all their invocations have been logged. */
const costOf = async (runner: BenchRunner, changes: number, make: () => Promise<void>) => {
  const from = runner.invocations.length;
  const logged = (name: string) =>
    runner.invocations.slice(from).filter(({ functionName }) => functionName.includes(name));
  const sum = (name: string, of: 'records' | 'capacityUnits') =>
    logged(name).reduce((total, invocation) => total + (invocation[of] ?? 0), 0);
  await make();
  const isCounted = () => sum(FAN_OUT, 'records') >= changes && sum(RELAY, 'records') >= changes;
  await waitUntil('the counting of all changes', isCounted, WITHIN_MS);
  const per = (name: string) => sum(name, 'capacityUnits') / changes;
  return { post: per(POST), fanOut: per(FAN_OUT), relay: per(RELAY), batch: changes / logged(FAN_OUT).length };
};

/** What a change costs when it comes alone, and as one of many. */
export const measureCost = async (runner: BenchRunner, audience: Audience): Promise<Cost[]> => {
  const { size: connections } = audience;
  await delay(PAUSE_MS);
  const alone = await costOf(runner, ALONE, async () => {
    for (let n = 0; n < ALONE; n += 1) {
      await audience.everywhere((await post(runner.url)).id);
      await delay(PAUSE_MS);
    }
  });
  const together = await costOf(runner, TOGETHER, async () => {
    const posted = await Promise.all(Array.from({ length: TOGETHER }, () => post(runner.url)));
    for (const { id } of posted) await audience.everywhere(id);
  });
  return [
    { connections, how: 'alone', ...alone },
    { connections, how: `${TOGETHER} at once`, ...together },
  ];
};
