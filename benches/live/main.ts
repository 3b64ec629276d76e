import { INFORMATION_HELP, refuseArguments, runScript } from '../../tools/command-line.ts';
import { gather } from './audience.ts';
import { type Cost, measureCost, type Share } from './capacity.ts';
import { type Latency, measureLatency } from './latency.ts';
import { startRunner } from './runner.ts';
import { table } from './statistics.ts';
import { measureSustained, type Step } from './sustained.ts';

const HELP = `npm run bench:live: measures how fast changes reach those who look, how many there may be, and what each costs

It takes some four minutes. It fails when a change does not reach somebody; there is nothing that it finds too slow.

${INFORMATION_HELP}`;

const CONNECTIONS = [1, 100, 1_000];
const SUSTAINED_AT = 100;

const number = (value: number, digits = 0): string => value.toFixed(digits);
const times = (value: number, of: number | undefined): string => `${(value / (of ?? Number.NaN)).toFixed(1)}x`;

const latencyTable = (latencies: Latency[]): string => {
  const one = latencies[0]?.fromRequest;
  const rows = latencies.map(({ connections, fromRequest, fromAnswer, toLast }) => [
    String(connections),
    ...[fromRequest.p50, fromRequest.p99, fromAnswer.p50, fromAnswer.p99, toLast.p50, toLast.p99].map((ms) =>
      number(ms),
    ),
    times(fromRequest.p50, one?.p50),
    times(fromRequest.p99, one?.p99),
  ]);
  const columns = ['connections', 'p50', 'p99', 'of answer p50', 'p99', 'to the last p50', 'p99', 'p50 : 1', 'p99 : 1'];
  return table([columns, ...rows]);
};

const sustainedTable = (steps: Step[]): string => {
  const rows = steps.map(({ perSecond, reached, lagAtFirst, lagAtLast, isSteady }) => [
    String(perSecond),
    number(reached, 1),
    number(lagAtFirst),
    number(lagAtLast),
    times(lagAtLast, steps[0]?.lagAtLast),
    isSteady ? 'yes' : 'no',
  ]);
  const columns = [
    'made a second',
    'delivered a second',
    'lag at first',
    'at last',
    `: ${steps[0]?.perSecond}`,
    'steady',
  ];
  return table([columns, ...rows]);
};

const costTable = (costs: Cost[]): string => {
  const units = ({ readUnits, writeUnits }: Share): number => readUnits + writeUnits;
  const sum = ({ post, fanOut, relay }: Cost): number => units(post) + units(fanOut) + units(relay);
  const alone = costs[0] && sum(costs[0]);
  const rows = costs.map((cost) => [
    `${cost.connections}, ${cost.how}`,
    ...[units(cost.post), units(cost.fanOut), units(cost.relay), sum(cost)].map((value) => number(value, 1)),
    times(sum(cost), alone),
    number(1 / cost.fanOut.invocations),
  ]);
  return table([
    ['connections', 'post', 'delivery', 'counting', 'together', ': alone to 1', 'changes a batch'],
    ...rows,
  ]);
};

const measure = async (): Promise<void> => {
  const runner = await startRunner();
  try {
    const [latencies, costs]: [Latency[], Cost[]] = [[], []];
    let steps: Step[] = [];
    for (const connections of CONNECTIONS) {
      console.log(`Measuring with ${connections} connection(s)`);
      const audience = await gather(runner.url, connections);
      latencies.push(await measureLatency(runner.url, audience));
      if (connections === SUSTAINED_AT) steps = await measureSustained(runner.url, audience);
      costs.push(...(await measureCost(runner, audience)));
      // The last connections end with the runner.
      if (connections !== CONNECTIONS.at(-1)) await audience.leave();
    }
    console.log(
      `\nMilliseconds from a change's request, and from its answer, to the screens\n${latencyTable(latencies)}`,
    );
    console.log(
      `\nChanges to ${SUSTAINED_AT} connections; lag: milliseconds to the last of them\n${sustainedTable(steps)}`,
    );
    console.log(`\nCapacity units of one change\n${costTable(costs)}`);
  } finally {
    await runner.stop();
  }
};

await runScript(HELP, async (args) => {
  refuseArguments(args);
  await measure();
});
