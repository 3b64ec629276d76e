import { type Creation, create, type Guard } from '../../src/access/create.ts';
import { newId } from '../../src/domain/id.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import * as boards from '../../src/table/board.ts';
import { transact } from '../../src/table/kit/transaction.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { storedItems } from '../support/stored.ts';
import { capacityOf, functionEnvironment, useWhiteboard } from '../support/whiteboard.ts';

const table = useWhiteboard();
const faults: Fault[] = [];
let proxy: FaultProxy;

beforeAll(async () => {
  proxy = await startFaultProxy(table.endpoint, () => faults.shift() ?? 'none');
  Object.assign(process.env, functionEnvironment(proxy.endpoint, table.tableName));
});
afterAll(() => proxy.stop());

type Thing = { id: string; secret: string; memo?: string | undefined };

describe('what is created', () => {
  const board = (id: string) => ({ id, title: 'Launch', owners: 1, version: 1 });
  const [taken, open] = [newId(), newId()];

  beforeAll(async () => {
    const [first, second] = [taken, open].map((id) => boards.putBoardWrite(board(id)));
    expect(await transact({ first, second })).toBeUndefined();
  });

  /** Creates a board; its first `collisions` ids are those of another one. */
  const creation = (collisions = 0): Creation<Thing> & { seeds: Thing[] } => {
    const seeds: Thing[] = [];
    return {
      seeds,
      answer: (seed) => seed,
      writes: (seed) => {
        seeds.push(seed);
        return { board: boards.putBoardWrite(board(seeds.length > collisions ? seed.id : taken)) };
      },
    };
  };
  /** Holds while there is such a board. */
  const guard = (boardId: string): Guard => ({
    write: boards.boardExistsWrite(boardId),
    refusal: () => new Refusal('quota-exceeded', 'no such board'),
  });
  const refused = expect.objectContaining({ code: 'quota-exceeded' });
  const once = (more: object = {}) => ({ scope: 'tests', key: newId(), payload: { title: 'Launch' }, ...more });
  const isStored = async (id = '') => (await storedItems(table, `BOARD#${id}`)).length === 1;
  const recordsBehind = async () => (await storedItems(table)).filter(({ SK }) => SK === 'IDEM').length;

  describe.each<[string, () => ReturnType<typeof once> | undefined]>([
    ['without a key', () => undefined],
    ['with a key', once],
  ])('%s', (_, key) => {
    test('has an id and a secret of its own, and is stored', async () => {
      const [first, second] = [await create(key(), creation()), await create(key(), creation())];
      expect(first.replayed).toBe(false);
      expect(first.created).toMatchObject({ id: expect.any(String), secret: expect.stringMatching(/^[\w-]{43}$/) });
      expect(first.created.id).not.toBe(second.created.id);
      expect(first.created.secret).not.toBe(second.created.secret);
      expect(await isStored(first.created.id)).toBe(true);
    });

    test('gets another id if one is taken, three in all', async () => {
      const unlucky = creation(2);
      const { created } = await create(key(), unlucky);
      expect(created.id).toBe(unlucky.seeds[2]?.id);
      expect(unlucky.seeds).toHaveLength(3);
      expect(await isStored(created.id)).toBe(true);
      const hopeless = creation(3);
      await expect(create(key(), hopeless)).rejects.toThrow(/^3 new ids in a row were taken/);
      expect(hopeless.seeds).toHaveLength(3);
    });

    test('is not, where its guard refuses: nothing is stored', async () => {
      const guarded = creation();
      const before = await recordsBehind();
      await expect(create(key(), guarded, guard(newId()))).rejects.toEqual(refused);
      expect(guarded.seeds).toHaveLength(1);
      expect(await isStored(guarded.seeds[0]?.id)).toBe(false);
      expect(await recordsBehind()).toBe(before);
    });

    test('is, where its guard lets it through, also after a taken id', async () => {
      const { created } = await create(key(), creation(1), guard(open));
      expect(await isStored(created.id)).toBe(true);
      await expect(create(key(), creation(3), guard(open))).rejects.toThrow(/were taken/);
    });
  });

  test('uses a transaction for several puts or with a guard, but not for one put', async () => {
    const two: Creation<Thing> = {
      answer: (seed) => seed,
      writes: ({ id }) => ({ first: boards.putBoardWrite(board(id)), second: boards.putBoardWrite(board(newId())) }),
    };
    const consumed = await capacityOf(async () => {
      await create(undefined, creation());
      await create(undefined, two);
      await create(undefined, creation(), guard(open));
    });
    const operations = consumed.map(({ operation }) => operation);
    expect(operations).toEqual(['PutItem', 'TransactWriteItems', 'TransactWriteItems']);
  });

  test('by several writes is whole or not at all', async () => {
    const ids: string[] = [];
    const half: Creation<Thing> = {
      answer: (seed) => seed,
      writes: ({ id }) => {
        ids.push(id);
        return { first: boards.putBoardWrite(board(id)), second: boards.putBoardWrite(board(taken)) };
      },
    };
    await expect(create(undefined, half)).rejects.toThrow(/were taken/);
    expect(await Promise.all(ids.map(isStored))).toEqual([false, false, false]);
  });

  test('with a key is the same again: id, secret and memo', async () => {
    const request = once({ memo: 'then' });
    const first = await create(request, creation());
    const again = await create({ ...request, memo: 'now' }, creation());
    expect(first).toEqual({ created: expect.objectContaining({ memo: 'then' }), replayed: false });
    expect(again).toEqual({ created: first.created, replayed: true });
  });

  test('with a key is not a repetition if it only finds its own first attempt, whose answer was lost', async () => {
    faults.push('lose the answer', 'conflict');
    const thing = creation();
    const { created, replayed } = await create(once(), thing);
    expect(faults).toEqual([]);
    expect({ replayed, id: created.id }).toEqual({ replayed: false, id: thing.seeds[0]?.id });
  });

  test('under a key gets past a guard that would refuse it now', async () => {
    const request = once();
    const first = await create(request, creation(), guard(open));
    expect(await create(request, creation(), guard(newId()))).toEqual({ created: first.created, replayed: true });
  });

  test('under the key of another scope is something else', async () => {
    const request = once();
    const first = await create(request, creation());
    const other = await create({ ...request, scope: 'other tests' }, creation());
    expect(other.replayed).toBe(false);
    expect(other.created.id).not.toBe(first.created.id);
  });

  test('is no other thing under the same key', async () => {
    const request = once();
    await create(request, creation());
    const other = create({ ...request, payload: { title: 'Landing' } }, creation());
    await expect(other).rejects.toEqual(expect.objectContaining({ code: 'idempotency-key-reused' }));
  });

  test('leaves only digests of key and payload behind, for a day', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(1_795_264_200_000);
    const request = once({ scope: 'a day', payload: { text: 'nobody else’s' } });
    const { created } = await create(request, creation());
    now.mockRestore();
    const record = (await storedItems(table)).find(({ SK, id }) => SK === 'IDEM' && id === created.id);
    expect(record).toEqual({
      PK: expect.stringMatching(/^IDEM#[0-9a-f]{64}$/),
      SK: 'IDEM',
      id: created.id,
      payloadDigest: expect.any(Uint8Array),
      nonce: expect.any(Uint8Array),
      expiresAt: 1_795_264_200 + 86_400,
    });
    expect(JSON.stringify(record)).not.toContain(request.key);
  });
});
