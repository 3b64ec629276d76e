import { Throttle, TokenBucket } from '../../src/gateway/throttle.ts';

const passed = (bucket: TokenBucket, times: number[]): number => times.filter((time) => bucket.take(time)).length;

describe('throttling', () => {
  test('a burst passes at once, then only the rate', () => {
    const bucket = new TokenBucket({ rate: 10, burst: 5 }, 0);
    expect(passed(bucket, Array(20).fill(0))).toBe(5);
    expect(passed(bucket, [50, 99])).toBe(0);
    expect(passed(bucket, [100, 101])).toBe(1);
    expect(passed(bucket, Array(20).fill(60_000))).toBe(5);
  });

  test('without limits everything passes, with a rate of 0 nothing does', () => {
    expect(passed(new TokenBucket({ rate: undefined, burst: undefined }, 0), Array(1_000).fill(0))).toBe(1_000);
    expect(passed(new TokenBucket({ rate: 0, burst: 0 }, 0), [0, 1_000, 100_000])).toBe(0);
  });

  test('one limit stands for both', () => {
    expect(passed(new TokenBucket({ rate: 2, burst: undefined }, 0), [0, 0, 0])).toBe(2);
    expect(passed(new TokenBucket({ rate: undefined, burst: 3 }, 0), [0, 0, 0, 0])).toBe(3);
  });

  test('a route with settings of its own has a bucket of its own, the others share one', () => {
    const own = new Map([['GET /a', { rate: undefined, burst: 1 }]]);
    const throttle = new Throttle({ rate: 1, burst: 2 }, own, 0);
    expect([throttle.allows('GET /a', 0), throttle.allows('GET /a', 0)]).toEqual([true, false]);
    const shared = ['GET /b', 'GET /c', 'GET /d'].map((key) => throttle.allows(key, 0));
    expect(shared).toEqual([true, true, false]);
    expect(throttle.allows('GET /a', 1_000)).toBe(true);
  });
});
