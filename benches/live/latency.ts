import { setTimeout as delay } from 'node:timers/promises';
import type { Audience } from './audience.ts';
import { post } from './post.ts';
import { type Spread, spread } from './statistics.ts';

/** How long changes took to the screens, in milliseconds: to all of them, and to the last of them. */
export type Latency = { connections: number; fromRequest: Spread; fromAnswer: Spread; toLast: Spread };

const CHANGES = 60;
/** Until every function behind a change has started. */
const WARM_UP = 5;
/** So that nothing waits for the change before. Uneven, to fall anywhere between two looks at the stream. */
const pauseMs = (): number => 150 + Math.random() * 100;

/** Makes one change after the other, and takes the time until it is at each connection. */
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
