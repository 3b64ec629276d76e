import { idsFrom, timeOfId } from '../../src/domain/id.ts';
import { BOARD_SORT, boardPartition, idIn, messageBounds, messageSort } from '../../src/table/keys.ts';

const ids = ['00000000000000000000000000', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'];

describe('keys', () => {
  test('a board is one partition, and names its board', () => {
    expect(boardPartition('main')).toBe('BOARD#main');
    expect(idIn(boardPartition('main'))).toBe('main');
  });

  test('messages sort between the bounds of their range, by id, and before their board', () => {
    const { first, last } = messageBounds();
    const range = [first, ...ids.map(messageSort), last, BOARD_SORT];
    expect([...range].sort()).toEqual(range);
    expect(ids.map(messageSort).map(idIn)).toEqual(ids);
  });

  test('bounds of time take in their first millisecond, and not their last', () => {
    const id = ids[1] ?? '';
    const time = timeOfId(id).getTime();
    const within = (since: number, until: number): boolean => {
      const { first, last } = messageBounds(idsFrom(since), idsFrom(until));
      return first <= messageSort(id) && messageSort(id) <= last;
    };
    expect(within(time, time + 1)).toBe(true);
    expect(within(time + 1, time + 2)).toBe(false);
    expect(within(time - 1, time)).toBe(false);
  });
});
