import { ASSUMED } from '../../benches/costs/assumptions.ts';
import { billOf, NOTHING, totalOf, tracedShare } from '../../benches/costs/model.ts';
import { readStack } from '../../benches/costs/stack.ts';
import { idleUsage, postsUsage, tabsUsage } from '../../benches/costs/usage.ts';

const stack = readStack('template.yaml');
const nothing = { readUnits: 0, writeUnits: 0, invocations: 0, logBytes: 0 };

describe('a bill', () => {
  test('is each amount at its price', () => {
    const bill = billOf(
      {
        httpRequests: 2_000_000, // $2.00
        socketMessages: 3_000_000, // $3.00
        connectionMinutes: 4_000_000, // $1.00
        // 4 million at $0.20, and 4,000,000 * 0.5 GB * 0.02 s = 40,000 GB-s at $0.0000166667; each is traced: $20
        invocations: [{ count: 4_000_000, memoryMb: 512, billedMs: 20, perSecond: 0.5 }],
        readUnits: 8_000_000, // $1.00
        writeUnits: 8_000_000, // $5.00
        logBytes: 6_000_000_000, // $3.00
        sentBytes: 10_000_000_000, // $0.90
        queueRequests: 5_000_000, // $2.00
        alarmMetrics: 23, // $2.30
        dashboards: 1, // $3.00
      },
      'x86_64',
    );
    expect(bill['API Gateway']).toBeCloseTo(6, 9);
    expect(bill.Lambda).toBeCloseTo(0.8 + 0.666668, 9);
    expect(bill.DynamoDB).toBeCloseTo(6, 9);
    expect(bill.logs).toBeCloseTo(3, 9);
    expect(bill['X-Ray']).toBeCloseTo(20, 9);
    expect(bill['data transfer']).toBeCloseTo(0.9, 9);
    expect(bill.SQS).toBeCloseTo(2, 9);
    expect(bill.alarms).toBeCloseTo(2.3, 9);
    expect(bill.dashboard).toBe(3);
    expect(totalOf(bill)).toBeCloseTo(44.666668, 9);
  });

  test('is a fifth lower for the time of arm64', () => {
    const usage = { ...NOTHING, invocations: [{ count: 1_000_000, memoryMb: 1_024, billedMs: 100, perSecond: 1 }] };
    expect(billOf(usage, 'arm64').Lambda).toBeCloseTo(0.2 + 1.33334, 9);
  });
});

test.each([
  [0.1, 1],
  [1, 1],
  [2, 0.525], // (1 + 0.05) of 2
  [101, 6 / 101],
])('of %p invocations a second, X-Ray records a share of %p', (perSecond, share) => {
  expect(tracedShare(perSecond)).toBeCloseTo(share, 9);
});

test('a month of posts is each post, its deliveries, and their batches', () => {
  const post = { readUnits: 0, writeUnits: 1, invocations: 1, logBytes: 200 };
  const fanOut = { readUnits: 2, writeUnits: 4, invocations: 0.5, logBytes: 100 };
  const relay = { readUnits: 0, writeUnits: 4, invocations: 0.25, logBytes: 50 };
  const cost = { connections: 10, how: 'alone', post, fanOut, relay, sent: { messages: 10, bytes: 4_000 } } as const;
  expect(postsUsage(1_000, cost, stack, ASSUMED)).toEqual({
    ...NOTHING,
    httpRequests: 1_000,
    socketMessages: 10_000,
    invocations: [
      { count: 1_000, memoryMb: 512, billedMs: 20, perSecond: 1_000 / 2_592_000 },
      // Twenty deliveries a batch, of 1 ms each, beside its 40 ms.
      { count: 500, memoryMb: 1_769, billedMs: 60, perSecond: 500 / 2_592_000 },
      { count: 250, memoryMb: 512, billedMs: 40, perSecond: 250 / 2_592_000 },
    ],
    readUnits: 2_000,
    writeUnits: 9_000,
    logBytes: 1_000 * (350 + 1.75 * 650 + 300),
    sentBytes: 1_000 * 5_000,
  });
});

test('a tab that is open for a month pings 172,800 times, and connects 360 times', () => {
  const usage = tabsUsage(
    1,
    {
      ping: {
        byFunction: { LivePingFunction: { ...nothing, writeUnits: 3, invocations: 1 } },
        messages: 2,
        bytes: 50,
      },
      connection: {
        byFunction: {
          CreateTicketFunction: { ...nothing, writeUnits: 1, invocations: 1 },
          FanOutFunction: { ...nothing, readUnits: 2, invocations: 2 },
        },
        messages: 2,
        bytes: 300,
      },
    },
    stack,
    ASSUMED,
  );
  expect(usage).toMatchObject({
    httpRequests: 360,
    socketMessages: 2 * 172_800 + 2 * 360,
    connectionMinutes: 43_200,
    readUnits: 720,
    writeUnits: 3 * 172_800 + 360,
    sentBytes: 50 * 172_800 + 300 * 360,
  });
  expect(usage.invocations).toEqual([
    { count: 172_800, memoryMb: 512, billedMs: 20, perSecond: 1 / 15 },
    { count: 360, memoryMb: 512, billedMs: 20, perSecond: 360 / 2_592_000 },
    { count: 720, memoryMb: 1_769, billedMs: 40, perSecond: 720 / 2_592_000 },
  ]);
});

test('a month in which nobody calls is the alarms’ metrics, the dashboard, and the polling of two queues', () => {
  // Two queues, five pollers each, every 20 s.
  expect(idleUsage(stack)).toEqual({ ...NOTHING, alarmMetrics: 23, dashboards: 1, queueRequests: 1_296_000 });
});
