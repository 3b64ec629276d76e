import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from '../failure.ts';
import type { EventSource, EventSourceContext } from '../lambda/event-source.ts';
import type { FunctionPool, Invocation } from '../lambda/pool.ts';
import { queueEventsOf } from '../template/events/registry.ts';
import type { SqsEvent } from '../template/sqs/event.ts';
import type { Queue } from '../template/sqs/queue.ts';
import { reportedFailures, toSqsEvent } from './batch.ts';
import { type Message, receiptHandle } from './message.ts';
import type { QueueStore } from './store.ts';

/** Lambda begins with five pollers, and adds more where there is more to do than a laptop has. */
const USUAL_CONCURRENCY = 5;
/** SQS's own limits of one receive. */
const MOST_AT_ONCE = 10;
const LONGEST_WAIT_SECONDS = 20;
/** A batch is handed over when it has this much: ten more of the largest messages fit into an event of 6 MB. */
const GATHERED_BYTES = 1_048_576;
/** After the database could not be reached. */
const RETRY_MS = 2_000;

export type QueueContext = EventSourceContext & {
  /** What is in the application's queues. */
  queues: QueueStore;
};

/** Every function that the template gives a queue as an event. */
export const startQueues = ({ application, pools, queues, logError }: QueueContext): EventSource[] =>
  application.functions.flatMap((lambda) =>
    queueEventsOf(lambda)
      .filter(({ enabled }) => enabled)
      .map((event) => {
        const queue = application.queues.find(({ arn }) => arn === event.queueArn);
        const pool = pools.get(lambda.logicalId);
        if (queue === undefined || pool === undefined) throw new TypeError(`${event.path} is not deployed`);
        return startMapping({ event, queue, pool, queues, logError });
      }),
  );

type Mapping = {
  event: SqsEvent;
  queue: Queue;
  pool: FunctionPool;
  queues: QueueStore;
  logError(text: string): void;
};

/** Receives batches one after the other, and invokes the function with several at the same time. */
const startMapping = (mapping: Mapping): EventSource => {
  const stopping = new AbortController();
  const most = mapping.event.maximumConcurrency ?? USUAL_CONCURRENCY;
  const stopped = Promise.withResolvers<void>();
  const running = new Set<Promise<void>>();
  const guarded = async (step: () => Promise<void>) => {
    try {
      await step();
    } catch (error) {
      mapping.logError(describeError(error));
      await delay(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const next = async () => {
    const batch = await gather(mapping, stopping.signal);
    if (batch.length === 0) return;
    const invocation = guarded(() => handOver(mapping, batch)).finally(() => running.delete(invocation));
    running.add(invocation);
    if (running.size >= most) await Promise.race([...running, stopped.promise]);
  };
  const loop = async () => {
    while (!stopping.signal.aborted) await guarded(next);
  };
  const ended = loop();
  // What is in hand is invisible to whoever comes next, and a job may take minutes.
  const giveWay = () => {
    stopping.abort();
    stopped.resolve();
    return ended;
  };
  const stop = async () => {
    await giveWay();
    await Promise.all(running);
  };
  return { stop, giveWay };
};

/** The next batch: what is there as soon as something is, and what comes until the window is over. */
const gather = async ({ event, queue, queues }: Mapping, signal: AbortSignal): Promise<Message[]> => {
  const batch: Message[] = [];
  let waitSeconds = LONGEST_WAIT_SECONDS;
  let closes = Number.POSITIVE_INFINITY;
  for (;;) {
    const most = Math.min(MOST_AT_ONCE, event.batchSize - batch.length);
    const received = await queues.receive(queue, { most, waitSeconds, signal });
    if (batch.length === 0) closes = performance.now() + event.windowSeconds * 1_000;
    batch.push(...received);
    const bytes = batch.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    const isFull = batch.length === 0 || batch.length >= event.batchSize || bytes >= GATHERED_BYTES;
    waitSeconds = Math.min(LONGEST_WAIT_SECONDS, (closes - performance.now()) / 1_000);
    if (isFull || waitSeconds <= 0 || signal.aborted) return batch;
  }
};

/** What a function did not finish becomes visible by itself when its time is over, in this process or the next one. */
const handOver = async ({ event, queue, pool, queues }: Mapping, batch: Message[]): Promise<void> => {
  // Later, somebody else may have received the messages before the function is done with them.
  const patienceMs = Math.max(0, queue.visibilitySeconds - event.windowSeconds - pool.lambda.timeout) * 1_000;
  const outcome = await pool.invoke(toSqsEvent(batch, queue), patienceMs);
  const failed = failuresOf(outcome, event, batch);
  const done = batch.filter(({ id }) => !failed.has(id));
  await Promise.all(done.map((message) => queues.delete(queue, receiptHandle(message))));
};

const failuresOf = (outcome: Invocation, { reportsFailures }: SqsEvent, batch: Message[]): Set<string> => {
  if (outcome.type !== 'result') return new Set(batch.map(({ id }) => id));
  return reportsFailures ? reportedFailures(outcome.payload, batch) : new Set();
};
