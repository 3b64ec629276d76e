import { type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { functionEnvironment, invoke, useWhiteboard } from '../support/whiteboard.ts';

const post = () => invoke('post-message', { method: 'POST', path: '/messages', body: { author: 'Ada', text: 'once' } });

describe('when the way to the table is broken', () => {
  const board = useWhiteboard();
  let faults: Fault[] = [];
  let proxy: FaultProxy;

  beforeAll(async () => {
    proxy = await startFaultProxy(board.endpoint, () => faults.shift() ?? 'none');
    Object.assign(process.env, functionEnvironment(proxy.endpoint, board.tableName));
  });
  afterAll(() => proxy.stop());

  const count = async () =>
    ((await invoke('list-messages', { path: '/messages', query: { limit: '100' } })).body.messages as unknown[]).length;

  test.each<[string, Fault[]]>([
    ['the answer to the put is lost and the SDK repeats it', ['lose the answer']],
    ['the request is lost and the SDK repeats it', ['lose the request']],
    ['the table throttles once', ['throttle']],
    ['request and answer are lost in turn', ['lose the request', 'lose the answer']],
  ])('a post is answered 201 and stored once: %s', async (_, plan) => {
    const before = await count();
    faults = [...plan];
    expect(await post()).toMatchObject({ status: 201 });
    expect(await count()).toBe(before + 1);
  });

  test.each<[string, Fault]>([
    ['throttles', 'throttle'],
    ['cannot be reached', 'lose the request'],
  ])('a post is answered 503 with Retry-After when the table %s for long', async (_, fault) => {
    faults = [fault, fault, fault];
    const answer = await post();
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, body: { code: 'unavailable' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/throughput|ECONNRESET|127\.0\.0\.1/);
    expect(board.logged.at(-1)).toMatchObject({ status: 503, error: { cause: { name: expect.any(String) } } });
  });
});
