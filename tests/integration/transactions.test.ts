import { newId } from '../../src/domain/id.ts';
import { getItem } from '../../src/table/kit/read.ts';
import { transact } from '../../src/table/kit/transaction.ts';
import { check, IS_NEW, put, putNew, remove, sendDelete, sendUpdate, update } from '../../src/table/kit/write.ts';
import { usePlannedFaults } from '../support/fault-proxy.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const faults = usePlannedFaults(useWhiteboard());

const thing = (name = newId()) => ({ PK: `THING#${name}`, SK: 'THING' });

describe('a transaction', () => {
  test('that is refused names each write whose condition failed, with the item that it found, and writes nothing', async () => {
    const [taken, missing, free] = [{ ...thing(), colour: 'red' }, thing(), thing()];
    await transact({ taken: put(taken) });
    const refused = await transact({
      free: put(free, IS_NEW),
      none: undefined,
      taken: put({ ...taken, colour: 'blue' }, IS_NEW),
      missing: check(missing, 'attribute_exists(PK)'),
    });
    expect([...(refused ?? [])]).toEqual([
      ['taken', taken],
      ['missing', undefined],
    ]);
    expect([await getItem(free), await getItem(taken)]).toEqual([undefined, taken]);
  });

  test('that conflicts with another one is tried again', async () => {
    const item = thing();
    faults.set(['conflict', 'conflict']);
    expect(await transact({ item: put(item, IS_NEW) })).toBeUndefined();
    expect(faults.left()).toBe(0);
    expect(await getItem(item)).toEqual(item);
  });
});

describe('a write alone', () => {
  test('says what was in its way', async () => {
    const item = { ...thing(), colour: 'red' };
    expect(await putNew(put(item, IS_NEW))).toBe(true);
    expect(await putNew(put({ ...item, colour: 'blue' }, IS_NEW))).toBe(false);
    const isBlue = { condition: 'colour = :blue', values: { ':blue': 'blue' } };
    const refused = { refused: { found: item, isRepeated: false } };
    expect(await sendDelete(remove(item, isBlue))).toEqual(refused);
    expect(await sendUpdate(update(item, 'SET height = :blue', isBlue))).toEqual(refused);
  });

  test('of something new is written once, even if its answer is lost', async () => {
    const item = { ...thing(), binary: new Uint8Array([1, 2]), people: new Set(['ada']) };
    faults.set(['lose the answer']);
    expect(await putNew(put(item, IS_NEW))).toBe(true);
    expect(faults.left()).toBe(0);
  });
});
