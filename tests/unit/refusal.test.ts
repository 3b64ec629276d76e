import { Refusal } from '../../src/domain/refusal.ts';

describe('a refusal', () => {
  test('is an error by this name, with a code and a sentence, and nothing else where there is nothing', () => {
    const refusal = new Refusal('not-found', 'There is none.');
    expect(`${refusal}`).toBe('Refusal: There is none.');
    expect(refusal).toMatchObject({ code: 'not-found', errors: [], quota: undefined });
    expect(Object.hasOwn(refusal, 'cause')).toBe(false);
  });

  test('keeps what is wrong, which quota is used up, and what has caused it', () => {
    const errors = [{ detail: 'text is missing', pointer: '#/text' }];
    const quota = { policy: 'person' as const, limit: 3, secondsLeft: 5, remaining: 0 };
    const cause = new Error('throttled');
    expect(new Refusal('unavailable', 'Again.', { errors, quota, cause })).toMatchObject({ errors, quota, cause });
  });
});
