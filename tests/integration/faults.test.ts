import { type Fault, usePlannedFaults } from '../support/fault-proxy.ts';
import { list, patch, post, posted, read, remove, token } from '../support/messages.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const board = useWhiteboard();
const hello = { author: 'Ada', text: 'once' };
const faults = usePlannedFaults(board);

const count = async () => (await list({ limit: '100' })).messages.length;

describe('a post is answered 201 and stored once', () => {
  test.each<[string, Fault[]]>([
    ['the answer to the put is lost and the SDK repeats it', ['lose the answer']],
    ['the request is lost and the SDK repeats it', ['lose the request']],
    ['the table throttles once', ['throttle']],
    ['request and answer are lost in turn', ['lose the request', 'lose the answer']],
  ])('when %s', async (_, plan) => {
    const before = await count();
    faults.set(plan);
    expect(await post(hello)).toMatchObject({ status: 201 });
    expect(await count()).toBe(before + 1);
  });

  test.each<[string, Fault[]]>([
    ['the answer to the transaction is lost', ['lose the answer']],
    ['two transactions meet', ['conflict', 'conflict']],
    ['transactions meet and an answer is lost', ['conflict', 'lose the answer']],
  ])('with an idempotency key, when %s', async (name, plan) => {
    const before = await count();
    faults.set(plan);
    const first = await post(hello, { 'idempotency-key': encodeURIComponent(name) });
    expect(first).toMatchObject({ status: 201 });
    expect((await post(hello, { 'idempotency-key': encodeURIComponent(name) })).body).toEqual(first.body);
    expect(await count()).toBe(before + 1);
  });
});

describe('an edit or a deletion whose answer is lost is repeated by the SDK, and succeeds', () => {
  test('an edit with If-Match is not stale because of its own first attempt', async () => {
    const message = await posted();
    faults.set(['lose the answer']);
    const headers = { ...token(message), 'if-match': '"1"' };
    expect(await patch(message.id, { text: 'edited', color: null }, headers)).toMatchObject({
      status: 200,
      body: { text: 'edited', version: 2 },
    });
    expect((await read(message.id)).body).toMatchObject({ version: 2 });
  });

  test('a faster edit of another person is still reported', async () => {
    const message = await posted();
    await patch(message.id, { text: 'faster' }, token(message));
    faults.set(['lose the answer']);
    const slower = await patch(message.id, { text: 'slower' }, { ...token(message), 'if-match': '"1"' });
    expect(slower).toMatchObject({ status: 412 });
  });

  test('a deletion is no 404', async () => {
    const message = await posted();
    faults.set(['lose the answer']);
    expect((await remove(message.id, token(message))).status).toBe(204);
  });
});

describe('503 with Retry-After', () => {
  test.each<[string, Fault]>([
    ['throttles', 'throttle'],
    ['cannot be reached', 'lose the request'],
  ])('when the table %s for long', async (_, fault) => {
    faults.set([fault, fault, fault]);
    const answer = await post(hello);
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, body: { code: 'unavailable' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/throughput|ECONNRESET|127\.0\.0\.1/);
    expect(board.logged.at(-1)).toMatchObject({ status: 503, error: { cause: { name: expect.any(String) } } });
  });

  test('when transactions with the same key keep meeting', async () => {
    faults.set(Array<Fault>(6).fill('conflict'));
    expect((await post(hello, { 'idempotency-key': 'busy' })).status).toBe(503);
  });
});
