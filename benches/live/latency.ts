import { setTimeout as delay } from 'node:timers/promises';
import type { Audience } from './audience.ts';
import { post } from './post.ts';
import { type Spread, spread } from './statistics.ts';

/** Milliseconds until changes reached the screens: all of them, and the last of them. */
export type Latency = { connections: number; fromRequest: Spread; fromAnswer: Spread; toLast: Spread };

const CHANGES = 60;
/** Enough changes to start every function behind a change. */
const WARM_UP = 5;
/** Long enough that no change waits for the previous one. Uneven, so that it falls anywhere between two polls of the stream. */
const pauseMs = (): number => 150 + Math.random() * 100;

/** Makes one change after the other, and measures the time until it reaches each connection. */
export const measureLatency = async (url: string, audience: Audience): Promise<Latency> => {
  const [fromRequest, fromAnswer, toLast]: [number[], number[], number[]] = [[], [], []];
  for (let n = -WARM_UP; n < CHANGES; n += 1) {
    const { id, sentAt, answeredAt } = await post(url);
    const arrivals = await audience.everywhere(id);
    await delay(pauseMs());
    if (n < 0) continue;
    fromRequest.push(...arrivals.map((at) => at - sentAt));
    fromAnswer.push(...arrivals.map((at) => at - answeredAt));
    toLast.push((arrivals.at(-1) ?? Number.NaN) - sentAt);
  }
  return {
    connections: audience.size,
    fromRequest: spread(fromRequest),
    fromAnswer: spread(fromAnswer),
    toLast: spread(toLast),
  };
};
