import { setTimeout as delay } from 'node:timers/promises';
import type { Audience } from './audience.ts';
import { type Posted, post } from './post.ts';
import { spread } from './statistics.ts';

/** Changes at an even rate, for some seconds; the lag (ms, median) is from a request to the last connection. */
export type Step = { perSecond: number; reached: number; lagAtFirst: number; lagAtLast: number; isSteady: boolean };

const RATES = [10, 25, 50, 75, 100, 150, 200, 300, 400];
const SECONDS = 5;

/** Sends requests at a fixed rate, whether or not earlier ones have been answered. */
const postAtRate = async (url: string, perSecond: number): Promise<Posted[]> => {
  const started = performance.now();
  const posting: Promise<Posted>[] = [];
  for (let n = 0; n < perSecond * SECONDS; n += 1) {
    await delay(Math.max(0, started + (n * 1_000) / perSecond - performance.now()));
    posting.push(post(url));
  }
  return Promise.all(posting);
};

const step = async (url: string, audience: Audience, perSecond: number): Promise<Step> => {
  const posted = await postAtRate(url, perSecond);
  const lags: number[] = [];
  let end = 0;
  for (const { id, sentAt } of posted) {
    const arrived = (await audience.everywhere(id)).at(-1) ?? Number.NaN;
    lags.push(arrived - sentAt);
    end = Math.max(end, arrived);
  }
  const quarter = Math.floor(lags.length / 4);
  const lagAtFirst = spread(lags.slice(0, quarter)).p50;
  const lagAtLast = spread(lags.slice(-quarter)).p50;
  const reached = (posted.length * 1_000) / (end - (posted[0]?.sentAt ?? 0));
  return { perSecond, reached, lagAtFirst, lagAtLast, isSteady: lagAtLast <= 2 * lagAtFirst + 100 };
};

/**
 * Raises the rate of changes until, within a step, the last changes reach all connections later than the first ones do.
 * @returns all steps, the unsteady one last
 */
export const measureSustained = async (url: string, audience: Audience): Promise<Step[]> => {
  const steps: Step[] = [];
  for (const perSecond of RATES) {
    const taken = await step(url, audience, perSecond);
    steps.push(taken);
    if (!taken.isSteady) break;
    await delay(1_000);
  }
  return steps;
};
