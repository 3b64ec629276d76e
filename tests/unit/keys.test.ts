import { boardPartition, MESSAGES_FIRST, MESSAGES_LAST, messageSort } from '../../src/table/keys.ts';

describe('keys', () => {
  test('a board is one partition', () => {
    expect(boardPartition('main')).toBe('BOARD#main');
  });

  test('messages sort between the bounds of their range, by id', () => {
    const ids = ['00000000000000000000000000', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'];
    const range = [MESSAGES_FIRST, ...ids.map(messageSort), MESSAGES_LAST];
    expect([...range].sort()).toEqual(range);
  });
});
