import type { Cost, Share } from '../live/capacity.ts';
import {
  ACCESS_LOG_BYTES,
  ANSWER_BYTES,
  type Assumptions,
  CONNECTION_SECONDS,
  MONTH_SECONDS,
  PING_SECONDS,
  PLATFORM_LOG_BYTES,
  POLL_SECONDS,
  POLLERS,
} from './assumptions.ts';
import { type Invocations, NOTHING, type Usage } from './model.ts';
import type { Stack } from './stack.ts';

/** The usage of an open tab by function: of one ping, and of one connection from its ticket to its end. */
export type Tab = { ping: Step; connection: Step };
/** `messages` in both directions, `bytes` to the client. */
export type Step = { byFunction: Record<string, Share>; messages: number; bytes: number };

const sum = (shares: readonly Share[], of: keyof Share): number =>
  shares.reduce((total, share) => total + share[of], 0);

/** The functions' usage of the table and the log, per action. */
const shared = (shares: readonly Share[]) => ({
  readUnits: sum(shares, 'readUnits'),
  writeUnits: sum(shares, 'writeUnits'),
  logBytes: sum(shares, 'logBytes') + PLATFORM_LOG_BYTES * sum(shares, 'invocations'),
});

/** A month of posts: one at a time, evenly, or a hundred within a second. Without the viewers' open tabs. */
export const postsUsage = (posts: number, cost: Cost, stack: Stack, assumed: Assumptions): Usage => {
  const { post, fanOut, relay, sent } = cost;
  const { readUnits, writeUnits, logBytes } = shared([post, fanOut, relay]);
  const postsPerSecond = cost.how === 'alone' ? posts / MONTH_SECONDS : 100;
  const invocations = (share: Share, memoryMb: number, billedMs: number): Invocations => ({
    count: posts * share.invocations,
    memoryMb,
    billedMs,
    perSecond: postsPerSecond * share.invocations,
  });
  const deliveries = sent.messages / fanOut.invocations;
  return {
    ...NOTHING,
    httpRequests: posts,
    socketMessages: posts * sent.messages,
    invocations: [
      invocations(post, stack.memoryOf('PostMessageFunction'), assumed.requestMs),
      invocations(fanOut, stack.memoryOf('FanOutFunction'), assumed.batchMs + assumed.deliveryMs * deliveries),
      invocations(relay, stack.memoryOf('RelayChangesFunction'), assumed.batchMs),
    ],
    readUnits: posts * readUnits,
    writeUnits: posts * writeUnits,
    logBytes: posts * (logBytes + ACCESS_LOG_BYTES),
    sentBytes: posts * (sent.bytes + ANSWER_BYTES),
  };
};

/** Tabs that are open for a month without any writes. They reconnect when API Gateway ends their connection. */
export const tabsUsage = (tabs: number, { ping, connection }: Tab, stack: Stack, assumed: Assumptions): Usage => {
  const seconds = tabs * MONTH_SECONDS;
  const steps = [
    { ...ping, times: seconds / PING_SECONDS },
    { ...connection, times: seconds / CONNECTION_SECONDS },
  ];
  const total = (of: (step: Step) => number): number =>
    steps.reduce((so, { times, ...step }) => so + times * of(step), 0);
  const table = ({ byFunction }: Step) => shared(Object.values(byFunction));
  const invocations = steps.flatMap(({ byFunction, times }) =>
    Object.entries(byFunction).map(([id, share]) => ({
      count: times * share.invocations,
      memoryMb: stack.memoryOf(id),
      billedMs: assumed[stack.isBehindAnApi(id) ? 'requestMs' : 'batchMs'],
      perSecond: (times * share.invocations) / MONTH_SECONDS,
    })),
  );
  return {
    ...NOTHING,
    httpRequests: steps[1]?.times ?? 0,
    socketMessages: total(({ messages }) => messages),
    connectionMinutes: seconds / 60,
    invocations,
    readUnits: total((step) => table(step).readUnits),
    writeUnits: total((step) => table(step).writeUnits),
    logBytes: total((step) => table(step).logBytes),
    sentBytes: total(({ bytes }) => bytes),
  };
};

/** A month without any calls. */
export const idleUsage = ({ alarmMetrics, polledQueues, dashboards }: Stack): Usage => ({
  ...NOTHING,
  alarmMetrics,
  dashboards,
  queueRequests: (polledQueues * POLLERS * MONTH_SECONDS) / POLL_SECONDS,
});
