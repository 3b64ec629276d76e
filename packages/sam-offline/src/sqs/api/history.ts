import type { Queue } from '../../template/sqs/queue.ts';

/** Epoch milliseconds. */
type Times = { createdAt: number; modifiedAt: number; purgedAt: number };

/** What happened to the queues of one deployment since the runner was started: the template declares none of it. */
export type QueueHistory = {
  /** When a queue was made, and when its attributes were last changed. */
  of(queue: Queue): Readonly<Times>;
  /** Whether a queue may be purged now, which counts as a purge if it may: AWS allows one a minute. */
  mayPurge(queue: Queue): boolean;
};

const BETWEEN_PURGES_MS = 60_000;

/**
 * @param now epoch milliseconds
 * @returns what takes note of the queues that are deployed from now on
 */
export const createQueueHistory = (now: () => number): ((queues: Queue[]) => QueueHistory) => {
  let known = new Map<string, { definition: string; times: Times }>();
  const noted = (queue: Queue) => {
    const time = now();
    const definition = JSON.stringify(queue);
    const before = known.get(queue.arn);
    const times = before?.times ?? { createdAt: time, modifiedAt: time, purgedAt: Number.NEGATIVE_INFINITY };
    if (before && before.definition !== definition) times.modifiedAt = time;
    return { definition, times };
  };
  return (queues) => {
    const deployed = new Map(queues.map((queue) => [queue.arn, noted(queue)]));
    known = deployed;
    const of = ({ arn }: Queue): Times => {
      const times = deployed.get(arn)?.times;
      if (times === undefined) throw new TypeError(`${arn} is not deployed`);
      return times;
    };
    return {
      of,
      mayPurge: (queue) => {
        const times = of(queue);
        if (now() - times.purgedAt < BETWEEN_PURGES_MS) return false;
        times.purgedAt = now();
        return true;
      },
    };
  };
};
