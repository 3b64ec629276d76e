import type { IdleLimits } from '../../src/lambda/idle-environments.ts';
import { isRunning } from '../../testing/processes.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { type DeployedFunctions, deployFunctions } from '../support/functions.ts';

const PID = `
import { setTimeout as delay } from 'node:timers/promises';
export const handler = async ({ ms = 0 }) => {
  await delay(ms);
  return process.pid;
};
`;

const UNLIMITED: IdleLimits = {
  most: Number.POSITIVE_INFINITY,
  newestMs: Number.POSITIVE_INFINITY,
  othersMs: Number.POSITIVE_INFINITY,
};

describe('environments that wait for work', () => {
  let functions: DeployedFunctions | undefined;
  afterEach(() => functions?.remove());

  const deployWith = (limits: Partial<IdleLimits>) => {
    const files = { 'index.mjs': PID };
    const deployed = deployFunctions({ A: files, B: files, C: files }, { ...UNLIMITED, ...limits });
    functions = deployed;
    return async (name: string, event?: object) => (await deployed.invoke(name, event)) as number;
  };

  test('end after a while; the next invocation gets a new one', async () => {
    const invoke = deployWith({ newestMs: 1 });
    const first = await invoke('A');
    await waitFor('its end', () => !isRunning(first));
    expect(await invoke('A')).not.toBe(first);
  });

  test('end sooner when their function has another one, which was used later', async () => {
    const invoke = deployWith({ othersMs: 1 });
    const pids = await Promise.all([1, 2, 3].map(() => invoke('A', { ms: 200 })));
    expect(new Set(pids).size).toBe(3);
    await waitFor('the end of two', () => pids.filter(isRunning).length === 1);
    expect(pids.filter(isRunning)).toEqual([await invoke('A')]);
  });

  test('are no more than a number, of all functions together: the least recently used ends', async () => {
    const invoke = deployWith({ most: 2 });
    const [a, b] = [await invoke('A'), await invoke('B')];
    expect(await invoke('A')).toBe(a);
    const c = await invoke('C');
    await waitFor('the end of one', () => !isRunning(b));
    expect([await invoke('A'), await invoke('C')]).toEqual([a, c]);
  });

  test('do not end while they work', async () => {
    const invoke = deployWith({ most: 0, newestMs: 0, othersMs: 0 });
    expect(await Promise.all([invoke('A', { ms: 100 }), invoke('B', { ms: 50 })])).toHaveLength(2);
  });
});
