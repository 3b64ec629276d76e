import { openGate } from '../../testing/gate.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { type ServedFixture, serveFixture } from '../support/gateway.ts';

describe('functions as the local runner runs them', () => {
  let served: ServedFixture;
  beforeAll(async () => {
    served = await serveFixture();
  });
  afterAll(() => served.stop());
  beforeEach(() => {
    served.functionLog.length = 0;
  });

  const call = async (path: string) => {
    const answer = await fetch(`${served.url}${path}`);
    return { status: answer.status, body: await answer.text() };
  };
  const failed = { status: 500, body: '{"message":"Internal Server Error"}' };
  const unavailable = { status: 503, body: '{"message":"Service Unavailable"}' };

  test('a warm environment is used again', async () => {
    const first = JSON.parse((await call('/echo')).body);
    const second = JSON.parse((await call('/echo')).body);
    expect(second.environment).toBe(first.environment);
    expect(second.invocations).toBe(first.invocations + 1);
  });

  test('an environment runs one invocation at a time, others run beside it', async () => {
    const gate = await openGate();
    const path = `/busy/together?gate=${encodeURIComponent(gate.url)}`;
    const calls = Array.from({ length: 4 }, () => call(path));
    await gate.reached(4);
    gate.release();
    const answers = await Promise.all(calls);
    const bodies = answers.map(({ body }) => JSON.parse(body));
    expect(new Set(bodies.map(({ environment }) => environment)).size).toBe(4);
    expect(bodies.every(({ most }) => most === 1)).toBe(true);
  });

  test('beyond the most environments, requests wait their turn', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => call('/busy/crowd?ms=30')));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(new Set(answers.map(({ body }) => JSON.parse(body).environment)).size).toBeLessThanOrEqual(8);
  });

  test.each([
    ['throws', 'fault/throw', 'TypeError: a secret of the function'],
    ['ends its process', 'fault/exit', 'Runtime.ExitError: The runtime exited with status 3'],
    ['leaves a rejection to nobody', 'fault/reject', 'Error: nobody waits for this'],
    ['returns what JSON cannot carry', 'fault/circular', 'Runtime.MarshalError'],
    ['returns more than 6 MB', 'fault/large', 'Function.ResponseSizeTooLarge'],
    ['waits longer than its timeout', 'short/hang', 'Task timed out after 1.00 seconds'],
    ['computes longer than its timeout', 'short/spin', 'Task timed out after 1.00 seconds'],
  ])(
    'a function that %s is a 500, its reason is in the log only, and the next request is fine',
    async (_, path, reason) => {
      expect(await call(`/${path}`)).toEqual(failed);
      expect(served.functionLog.join('\n')).toContain(reason);
      expect(served.functionLog[0]).toMatch(/^ERROR (Fault|Short)Function [0-9a-f-]{36} /);
      // The next one, which a busy machine may keep longer than its one second.
      const next = path.replace(/\w+$/, 'none');
      await waitFor('a request that is fine', async () => (await call(`/${next}`)).status === 200);
    },
  );

  test('a function that takes more memory than it has is a 500, and the next request is fine', async () => {
    expect(await call('/hungry/memory')).toEqual(failed);
    expect(served.functionLog.join()).toContain('memory limit');
    expect((await call('/hungry/none')).status).toBe(200);
  });

  test('a crash leaves nothing behind: the next environment is another one', async () => {
    const before = await call('/fault/none');
    await call('/fault/exit');
    const after = await call('/fault/none');
    expect(after.body).toMatch(/^fine in /);
    expect(after.body).not.toBe(before.body);
  });

  test('a module that cannot be loaded is a 500 with the reason in the log, every time', async () => {
    expect(await call('/broken')).toEqual(failed);
    expect(await call('/broken')).toEqual(failed);
    expect(served.functionLog).toHaveLength(2);
    expect(served.functionLog[1]).toContain('this module cannot be loaded');
  });

  test('the gateway gives up after the integration’s timeout, and the function ends its work', async () => {
    expect(await call('/impatient/one?ms=400')).toEqual(unavailable);
    await waitFor('an answer in time', async () => (await call('/impatient/two')).status === 200);
  });

  test('without a free environment within the integration’s timeout a request is a 503', async () => {
    const gate = await openGate();
    const busy = Array.from({ length: 8 }, () => call(`/busy/all?gate=${encodeURIComponent(gate.url)}`));
    await gate.reached(8);
    expect(await call('/impatient/late')).toEqual(unavailable);
    gate.release();
    expect((await Promise.all(busy)).every(({ status }) => status === 200)).toBe(true);
    expect(served.functionLog.join('\n')).toContain('All 8 execution environments are busy');
  });

  test('console writes Lambda’s JSON lines, from the function’s level up', async () => {
    await call('/fault/log');
    const lines = await waitFor('all lines', () => served.functionLog.length >= 4 && served.functionLog);
    const parsed = lines.map((line) => {
      const [level, name, ...json] = line.split(' ');
      return { level, name, record: JSON.parse(json.join(' ')) };
    });
    const at = { timestamp: expect.stringMatching(/^\d{4}-.*Z$/), requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) };
    const name = 'FaultFunction';
    expect(parsed).toHaveLength(4);
    expect(parsed).toEqual(
      expect.arrayContaining([
        { level: 'INFO', name, record: { ...at, level: 'INFO', message: "{ event: 'seen' } quiet" } },
        { level: 'WARN', name, record: { ...at, level: 'WARN', message: { event: 'careful' } } },
        {
          level: 'ERROR',
          name,
          record: {
            ...at,
            level: 'ERROR',
            message: expect.stringMatching(/^failed RangeError: too far\n/),
            errorType: 'RangeError',
            errorMessage: 'too far',
            stackTrace: expect.arrayContaining(['RangeError: too far']),
          },
        },
        { level: 'ERROR', name, record: { level: 'ERROR', message: 'past the console' } },
      ]),
    );
  });
});
