import { email } from '../../src/lambda/schemas/email.ts';
import { idempotencyKey } from '../../src/lambda/schemas/idempotency-key.ts';
import { time } from '../../src/lambda/schemas/time.ts';

describe('RFC 3339', () => {
  const parsed = (value: string) => {
    const { success, data } = time('since').safeParse(value);
    return success ? new Date(data).toISOString() : undefined;
  };

  /** The examples of section 5.8, and each of them as section 5.6 lets it be written. */
  test.each([
    ['1985-04-12T23:20:50.52Z', '1985-04-12T23:20:50.520Z'],
    ['1985-04-12t23:20:50.52z', '1985-04-12T23:20:50.520Z'],
    ['1996-12-19T16:39:57-08:00', '1996-12-20T00:39:57.000Z'],
    ['1990-12-31T23:59:60Z', '1991-01-01T00:00:00.000Z'],
    ['1990-12-31T15:59:60-08:00', '1991-01-01T00:00:00.000Z'],
    ['1937-01-01T12:00:27.87+00:20', '1937-01-01T11:40:27.870Z'],
    ['2026-11-21T13:54:26-00:00', '2026-11-21T13:54:26.000Z'],
    ['2024-02-29T00:00:00.123456789Z', '2024-02-29T00:00:00.123Z'],
  ])('%s is a time', (value, expected) => expect(parsed(value)).toBe(expected));

  test.each([
    '2026-11-21T13:54:60Z',
    '2026-11-21T23:59:60Z',
    '2026-02-29T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T13:60:00Z',
    '2026-11-21T13:54:26+24:00',
    '2026-11-21T13:54Z',
    '2026-11-21T13:54:26',
    '2026-11-21 13:54:26Z',
    '2026-11-21T13:54:26.Z',
    ' 2026-11-21T13:54:26Z',
  ])('%s is none', (value) => expect(parsed(value)).toBeUndefined());
});

describe('email addresses', () => {
  const problem = (value: string) => email('email').safeParse(value).error?.issues[0]?.message;

  test.each([
    'ada@example.com',
    'ada@xn--bcher-kva.example',
    'ada@example.xn--p1ai',
    'a&b/c=d@example.com',
    "o'neill+wall!#$%*?^_`{|}~-@mail.example.co.uk",
    `${'a'.repeat(64)}@example.com`,
    '1@2.example',
  ])('%s is one', (value) => expect(problem(value)).toBeUndefined());

  test.each([
    ['ada', 'email must be an email address'],
    ['ada@localhost', 'email must be an email address'],
    ['ada@@example.com', 'email must be an email address'],
    ['.ada@example.com', 'email must be an email address'],
    ['ada..b@example.com', 'email must be an email address'],
    ['ada@-example.com', 'email must be an email address'],
    ['ada@example..com', 'email must be an email address'],
    ['ada@127.0.0.1', 'email must be an email address'],
    ['Ada <ada@example.com>', 'email must be an email address'],
    ['ada@example.com\n', 'email must be an email address'],
    [`${'a'.repeat(65)}@example.com`, 'email has more than 64 characters before the @'],
    [`a@${'b.'.repeat(130)}com`, 'email has more than 254 characters'],
    ['ada@bücher.example', 'email must be ASCII: write an international domain as xn--…'],
  ])('%j is none', (value, expected) => expect(problem(value)).toBe(expected));
});

describe('idempotency keys', () => {
  const parsed = (value: string) => idempotencyKey('Idempotency-Key').safeParse(value).data;
  test.each([
    ['bare', 'bare'],
    ['"quoted"', 'quoted'],
    ['!~#[]', '!~#[]'],
    ['k'.repeat(255), 'k'.repeat(255)],
  ])('%s is one', (value, key) => expect(parsed(value)).toBe(key));
  test.each(['', '""', 'two words', 'ünïcode', 'k'.repeat(256), 'a\n'])('%j is none', (value) => {
    expect(parsed(value)).toBeUndefined();
  });
});
