import { ID_PATTERN, newId, timeOfId } from '../../src/domain/id.ts';

describe('ids', () => {
  afterEach(() => jest.useRealTimers());

  test('are ULIDs that know their time', () => {
    jest.useFakeTimers({ now: Date.UTC(2026, 10, 21, 12, 30, 0, 123) });
    const id = newId();
    expect(id).toMatch(ID_PATTERN);
    expect(timeOfId(id).toISOString()).toBe('2026-11-21T12:30:00.123Z');
  });

  test.each(['01ARZ3NDEKTSV4RRFFQ69G5FAV', '00000000000000000000000000', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'])(
    '%s is one',
    (id) => expect(id).toMatch(ID_PATTERN),
  );

  test.each([
    '8ZZZZZZZZZZZZZZZZZZZZZZZZZ',
    'x01ARZ3NDEKTSV4RRFFQ69G5FAV',
    '01ARZ3NDEKTSV4RRFFQ69G5FAVX',
    '01ARZ3NDEKTSV4RRFFQ69G5FA',
    '01arz3ndektsv4rrffq69g5fav',
    '01ARZ3NDEKTSV4RRFFQ69G5FAI',
    '01ARZ3NDEKTSV4RRFFQ69G5FAL',
    '01ARZ3NDEKTSV4RRFFQ69G5FAO',
    '01ARZ3NDEKTSV4RRFFQ69G5FAU',
  ])('%s is none', (id) => expect(id).not.toMatch(ID_PATTERN));

  test('grow while the clock stands still, and when it steps back', () => {
    jest.useFakeTimers({ now: Date.UTC(2026, 10, 21, 13) });
    const ids = Array.from({ length: 1_000 }, newId);
    jest.setSystemTime(Date.UTC(2026, 10, 21, 12));
    ids.push(newId());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
