import type { Identity } from '../../aws-api/identity.ts';
import { describeError } from '../../failure.ts';
import type { EventSource, EventSourceContext, SendToQueue } from '../../lambda/event-source.ts';
import { streamedTable } from '../../template/dynamodb/check.ts';
import { streamsOf } from '../../template/events/registry.ts';
import { lambdaFunction } from '../../template/lambda/function.ts';
import type { Mapping, Pace } from './mapping.ts';

/** Lambda looks at a shard four times a second. One on this machine is looked at more often, for live updates. */
const IDLE_MS = 250;
const IDLE_LOCAL_MS = 50;
const LONGEST_RETRY_DELAY_MS = 60_000;

const paceFor = (databaseUrl: string): Pace => ({
  now: Date.now,
  idleMs: /^(127\.|localhost$|\[::1\]$)/.test(new URL(databaseUrl).hostname) ? IDLE_LOCAL_MS : IDLE_MS,
  retryDelayMs: (retry) => Math.min(250 * 2 ** (retry - 1), LONGEST_RETRY_DELAY_MS),
});

type Wiring = Omit<Mapping, 'database' | 'streams'>;

export type StreamContext = EventSourceContext & {
  databaseUrl: string;
  identity: Identity;
  /** Whether the database is the runner's own, which leaves expired items to the runner. */
  embedded: boolean;
  sendToQueue: SendToQueue;
};

/** Starts an event source mapping for every enabled DynamoDB event: polls the stream, and invokes the function with it. */
export const startStreams = (context: StreamContext, pace: Pace = paceFor(context.databaseUrl)): EventSource[] =>
  wirings(context, pace).map((wiring) => start(wiring, context));

const wirings = ({ application, pools, embedded, sendToQueue, logError }: StreamContext, pace: Pace): Wiring[] =>
  application.functions.flatMap((lambda) => {
    const pool = pools.get(lambda.logicalId);
    if (pool === undefined) throw new TypeError(`${lambda.logicalId} is not deployed`);
    const { Arn: functionArn = '' } = lambdaFunction.attributes(lambda.name, application);
    return streamsOf([lambda])
      .filter(({ enabled }) => enabled)
      .map((event) => {
        const table = streamedTable(event, application);
        const complain = (text: string) => logError(`${lambda.logicalId}, stream of ${table.name}: ${text}`);
        return { event, table, pool, functionArn, region: application.region, embedded, sendToQueue, complain, pace };
      });
  });

const start = (wiring: Wiring, context: StreamContext): EventSource => {
  const stopping = new AbortController();
  const ended = follow(wiring, context, stopping.signal).catch((error) => wiring.complain(describeError(error)));
  const stop = async () => {
    stopping.abort();
    await ended;
  };
  // Two pollers of one stream would hand its records over twice.
  return { stop, giveWay: stop };
};

/** The SDK is loaded where there is a stream, and not before the runner listens. */
const follow = async (wiring: Wiring, { databaseUrl: url, identity }: StreamContext, signal: AbortSignal) => {
  const [{ DynamoDBStreamsClient }, { createClient }, { followStream }] = await Promise.all([
    import('@aws-sdk/client-dynamodb-streams'),
    import('../../storage/client.ts'),
    import('./follow-stream.ts'),
  ]);
  const streams = new DynamoDBStreamsClient({ endpoint: url, ...identity, maxAttempts: 2 });
  const database = createClient({ url, ...identity });
  await followStream({ ...wiring, streams, database }, signal);
  streams.destroy();
  database.destroy();
};
