import { pauseAfter } from '../../src/domain/backoff.ts';

describe('the pause before the next attempt', () => {
  test('doubles, up to a quarter of an hour', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((attempts) => pauseAfter(attempts, 30))).toEqual([
      30, 60, 120, 240, 480, 900, 900,
    ]);
  });

  test('is none where none is wanted', () => {
    expect([1, 5].map((attempts) => pauseAfter(attempts, 0))).toEqual([0, 0]);
  });
});
