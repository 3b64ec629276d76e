import AwsCron from 'aws-cron-parser';
import fc from 'fast-check';
import { ruleOccurrences, schedulerOccurrences } from '../../src/template/schedule/expression.ts';
import type { Occurrences } from '../../src/template/schedule/occurrences.ts';
import { runs } from '../../testing/runs.ts';

/** The first three times after another one. */
const threeAfter = (occurrences: Occurrences, from: string): string[] => {
  const times: number[] = [];
  for (let time = occurrences(Date.parse(from)); time !== undefined && times.length < 3; time = occurrences(time)) {
    times.push(time);
  }
  return times.map((time) => new Date(time).toISOString().replace(':00.000Z', ''));
};
const NEW_YEAR = '2026-01-01T00:00:00Z'; // a Thursday

describe('a cron expression of AWS', () => {
  test.each([
    ['0 12 * * ? *', ['2026-01-01T12:00', '2026-01-02T12:00', '2026-01-03T12:00']],
    ['5/20 8-9 1 jan,JUL ? *', ['2026-01-01T08:05', '2026-01-01T08:25', '2026-01-01T08:45']],
    ['*/30 0 ? * SUN *', ['2026-01-04T00:00', '2026-01-04T00:30', '2026-01-11T00:00']],
    ['0 9 ? * 1 *', ['2026-01-04T09:00', '2026-01-11T09:00', '2026-01-18T09:00']],
    ['0 9 ? * 7 *', ['2026-01-03T09:00', '2026-01-10T09:00', '2026-01-17T09:00']],
    ['0 9 ? * MON-FRI *', ['2026-01-01T09:00', '2026-01-02T09:00', '2026-01-05T09:00']],
    ['0 9 ? * SUN-SAT/3 *', ['2026-01-03T09:00', '2026-01-04T09:00', '2026-01-07T09:00']],
    ['0 9 ? * L *', ['2026-01-03T09:00', '2026-01-10T09:00', '2026-01-17T09:00']],
    ['0 9 ? * 6L *', ['2026-01-30T09:00', '2026-02-27T09:00', '2026-03-27T09:00']],
    ['0 9 ? * FRIL *', ['2026-01-30T09:00', '2026-02-27T09:00', '2026-03-27T09:00']],
    ['0 9 ? * TUE#5 *', ['2026-03-31T09:00', '2026-06-30T09:00', '2026-09-29T09:00']],
    ['0 9 L * ? *', ['2026-01-31T09:00', '2026-02-28T09:00', '2026-03-31T09:00']],
    ['0 9 3W * ? *', ['2026-01-02T09:00', '2026-02-03T09:00', '2026-03-03T09:00']],
    ['0 9 1W 2,8 ? *', ['2026-02-02T09:00', '2026-08-03T09:00', '2027-02-01T09:00']],
    ['0 9 31W * ? *', ['2026-01-30T09:00', '2026-03-31T09:00', '2026-05-29T09:00']],
    ['0 9 31 * ? *', ['2026-01-31T09:00', '2026-03-31T09:00', '2026-05-31T09:00']],
    ['0 9 29 FEB ? *', ['2028-02-29T09:00', '2032-02-29T09:00', '2036-02-29T09:00']],
    ['0 9 1 1 ? 2027/2', ['2027-01-01T09:00', '2029-01-01T09:00', '2031-01-01T09:00']],
    ['0 9 1 1 ? 2030-2031', ['2030-01-01T09:00', '2031-01-01T09:00']],
    ['0 9 30 2 ? *', []],
    ['0 9 1 1 ? 1999', []],
  ])('%s', (fields, times) => {
    expect(threeAfter(ruleOccurrences(`cron(${fields})`), NEW_YEAR)).toEqual(times);
  });

  test.each([
    [
      'in UTC of other zones',
      'Europe/Berlin',
      '0 12 * * ? *',
      '2026-03-28T00:00:00Z',
      ['2026-03-28T11:00', '2026-03-29T10:00'],
    ],
    [
      'not at a time that the clock skips',
      'America/New_York',
      '30 2 * * ? *',
      '2026-03-07T05:00:00Z',
      ['2026-03-07T07:30', '2026-03-09T06:30'],
    ],
    [
      'once at a time that it shows twice',
      'America/New_York',
      '30 1 * * ? *',
      '2026-10-31T05:00:00Z',
      ['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30'],
    ],
  ])('is carried out %s', (_, timezone, fields, from, times) => {
    const occurrences = schedulerOccurrences(`cron(${fields})`, { timezone, start: 0 });
    expect(threeAfter(occurrences, from).slice(0, times.length)).toEqual(times);
  });

  test.each([
    ['0 12 * * ?', /^must have six fields, not 5: cron\(0 12 \* \* \?\)$/],
    ['0 12 * * * *', /^must have \? as day of the month or as day of the week, and in one of them only/],
    ['0 12 ? * ? *', /^must have \? as day of the month or/],
    ['0 12 1 * MON *', /^must have \? as day of the month or/],
    ['60 12 * * ? *', /^has 60 as minutes, which EventBridge does not take \(0 to 59\)$/],
    ['? 12 * * ? *', /^has \? as minutes/],
    ['0 24 * * ? *', /^has 24 as hours/],
    ['0/0 12 * * ? *', /^has 0\/0 as minutes/],
    ['9-5 12 * * ? *', /^has 9-5 as minutes/],
    ['5,,6 12 * * ? *', /^has 5,,6 as minutes/],
    ['*,5 12 * * ? *', /^has \*,5 as minutes/],
    ['-5 12 * * ? *', /^has -5 as minutes/],
    ['0 12 0 * ? *', /^has 0 as day of the month/],
    ['0 12 32W * ? *', /^has 32W as day of the month/],
    ['0 12 L,5 * ? *', /^has L,5 as day of the month/],
    ['0 12 * JANFEB ? *', /^has JANFEB as month/],
    ['0 12 * MON ? *', /^has MON as month/],
    ['0 12 ? * 0 *', /^has 0 as day of the week/],
    ['0 12 ? * 8 *', /^has 8 as day of the week/],
    ['0 12 ? * 2#6 *', /^has 2#6 as day of the week/],
    ['0 12 ? * 2#1,3#1 *', /^has 2#1,3#1 as day of the week/],
    ['0 12 ? * MON-SUN *', /^has MON-SUN as day of the week/],
    ['0 12 * * ? 1969', /^has 1969 as year/],
    ['0 12 * * ? 2200', /^has 2200 as year/],
  ])('cannot be %s', (fields, sentence) => {
    expect(() => ruleOccurrences(`cron(${fields})`)).toThrow(sentence);
  });

  /** Not what that parser gets wrong: days and fifth weeks that some months lack, L as the last day of the week, lists in disorder. */
  const number = (min: number, max: number) => fc.integer({ min, max });
  const range = (min: number, max: number) =>
    fc.tuple(number(min, max), number(min, max)).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const element = (min: number, max: number) =>
    fc.oneof(
      number(min, max).map(String),
      range(min, max),
      fc.tuple(number(min, max), number(1, max)).map(([from, step]) => `${from}/${step}`),
      fc.tuple(range(min, max), number(1, max)).map(([between, step]) => `${between}/${step}`),
    );
  const sorted = (min: number, max: number) =>
    fc
      .uniqueArray(number(min, max), { minLength: 1, maxLength: 4 })
      .map((numbers) => numbers.sort((a, b) => a - b).join());
  const field = (min: number, max: number, ...others: fc.Arbitrary<string>[]) =>
    fc.oneof(fc.constant('*'), element(min, max), sorted(min, max), ...others);
  const dayOfMonth = field(
    1,
    28,
    fc.constant('L'),
    number(1, 28).map((day) => `${day}W`),
  ).filter((day) => !/^\d+\//.test(day)); // as 17/7, which has the 31st
  const nth = fc.tuple(number(1, 7), number(1, 4)).map(([day, week]) => `${day}#${week}`);
  const dayOfWeek = field(
    1,
    7,
    nth,
    number(1, 7).map((day) => `${day}L`),
    fc.constantFrom('MON-FRI', 'SUN,WED', 'SAT'),
  );
  const days = fc.oneof(
    dayOfMonth.map((day) => [day, '?']),
    dayOfWeek.map((day) => ['?', day]),
  );
  const expression = fc
    .tuple(field(0, 59), field(0, 23), days, field(1, 12), fc.oneof(fc.constant('*'), number(2026, 2030).map(String)))
    .map(([minutes, hours, [first, second], month, year]) => [minutes, hours, first, month, second, year].join(' '));

  test('has the times that another parser of such expressions finds', () => {
    const from = fc.date({ min: new Date('2025-06-01'), max: new Date('2028-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(expression, from, (fields, after) => {
        const parsed = AwsCron.parse(fields);
        const [ours, theirs]: (number | undefined)[][] = [[], []];
        const occurrences = ruleOccurrences(`cron(${fields})`);
        let [mine, its]: [number | undefined, number | undefined] = [after.getTime(), after.getTime()];
        for (let count = 0; count < 3 && mine !== undefined && its !== undefined; count += 1) {
          mine = occurrences(mine);
          its = AwsCron.next(parsed, new Date(its))?.getTime();
          ours?.push(mine);
          theirs?.push(its);
        }
        expect(ours).toEqual(theirs);
      }),
      runs(100),
    );
  });
});

describe('a rate', () => {
  test.each([
    ['rate(1 minute)', ['2026-01-01T00:01', '2026-01-01T00:02', '2026-01-01T00:03']],
    ['rate(90 minutes)', ['2026-01-01T01:30', '2026-01-01T03:00', '2026-01-01T04:30']],
    ['rate(1 hour)', ['2026-01-01T01:00', '2026-01-01T02:00', '2026-01-01T03:00']],
    ['rate(1 day)', ['2026-01-02T00:00', '2026-01-03T00:00', '2026-01-04T00:00']],
  ])('%s', (expression, times) => {
    expect(threeAfter(ruleOccurrences(expression), NEW_YEAR)).toEqual(times);
    expect(threeAfter(schedulerOccurrences(expression, { timezone: 'UTC', start: 0 }), NEW_YEAR)).toEqual(times);
  });

  test('counts from its start', () => {
    const start = Date.parse('2026-01-01T07:30:00Z');
    const occurrences = schedulerOccurrences('rate(2 days)', { timezone: 'UTC', start });
    expect(threeAfter(occurrences, NEW_YEAR)).toEqual(['2026-01-01T07:30', '2026-01-03T07:30', '2026-01-05T07:30']);
  });

  test('of one in the plural is for EventBridge Scheduler only', () => {
    expect(() => ruleOccurrences('rate(1 hours)')).toThrow('is rate(1 hours); EventBridge takes rate(1 hour)');
    expect(() => ruleOccurrences('rate(5 minute)')).toThrow('is rate(5 minute); EventBridge takes rate(5 minutes)');
    const occurrences = schedulerOccurrences('rate(1 hours)', { timezone: 'UTC', start: 0 });
    expect(threeAfter(occurrences, NEW_YEAR)[0]).toBe('2026-01-01T01:00');
  });

  test.each(['rate(0 minutes)', 'rate(-1 minutes)', 'rate(1.5 hours)', 'rate(5 seconds)', 'rate(5minutes)', 'rate()'])(
    'cannot be %s',
    (expression) => {
      expect(() => ruleOccurrences(expression)).toThrow(
        /; a rate is a whole number above 0 and minutes, hours or days/,
      );
    },
  );

  test.each(['', 'every day', '0 12 * * ? *', 'Rate(1 day)', 'at(2026-01-01T00:00:00)'])(
    'and a cron expression is all that a rule takes, not "%s"',
    (expression) => {
      expect(() => ruleOccurrences(expression)).toThrow(`is ${expression}, which is neither rate(…) nor cron(…)`);
    },
  );
});

describe('a time', () => {
  const once = (time: string, timezone: string) => schedulerOccurrences(`at(${time})`, { timezone, start: 0 });

  test('comes once, in its zone', () => {
    const at = Date.parse('2026-07-01T10:00:05Z');
    const occurrences = once('2026-07-01T12:00:05', 'Europe/Berlin');
    expect([occurrences(0), occurrences(at - 1), occurrences(at)]).toEqual([at, at, undefined]);
  });

  test.each([
    '2026-02-30T00:00:00',
    '2026-13-01T00:00:00',
    '2026-01-01',
    '2026-01-01T00:00:00Z',
    '2026-01-01T24:00:00',
  ])('cannot be %s', (time) => {
    expect(() => once(time, 'UTC')).toThrow(`is at(${time}); it takes a time that there is`);
  });

  test('is one of three kinds of schedules', () => {
    expect(() => schedulerOccurrences('daily', { timezone: 'UTC', start: 0 })).toThrow(
      'is daily, which is neither rate(…), cron(…) nor at(…)',
    );
  });
});
