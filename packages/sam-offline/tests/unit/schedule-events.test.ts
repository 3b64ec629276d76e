import { schedulesOf } from '../../src/template/events/registry.ts';
import { readText, TEMPLATE } from '../support/template-text.ts';

const events = (type: string, properties: string) =>
  schedulesOf(readText(`${TEMPLATE}        Daily: { Type: ${type}, Properties: { ${properties} } }\n`).functions);
const event = (type: string, properties: string) => events(type, properties)[0];
const times = (properties: string, from: string) => {
  const occurrences = event('ScheduleV2', properties)?.occurrences;
  const first = occurrences?.(Date.parse(from));
  return [first, first === undefined ? first : occurrences?.(first)].map(
    (time) => time && new Date(time).toISOString(),
  );
};

describe('a Schedule event of a function', () => {
  test('is a rule', () => {
    expect(event('Schedule', 'Schedule: rate(1 day)')).toEqual({
      type: 'Schedule',
      path: 'Hello.Events.Daily.Properties',
      expression: 'rate(1 day)',
      occurrences: expect.any(Function),
      enabled: true,
      input: undefined,
      resource: 'rule/HelloDaily',
    });
  });

  test('takes what it says, and leaves out what is about deliveries', () => {
    const all = `Schedule: cron(0 3 * * ? *), Name: nightly, Description: at night, Input: '{"a":1}', State: DISABLED,
      RetryPolicy: { MaximumRetryAttempts: 4 }, DeadLetterConfig: { Type: SQS }`.replace(/\s+/g, ' ');
    const expected = { enabled: false, input: '{"a":1}', resource: 'rule/nightly' };
    expect(event('Schedule', all)).toMatchObject(expected);
    expect(event('Schedule', 'Schedule: rate(1 day), Enabled: false')?.enabled).toBe(false);
    expect(event('Schedule', 'Schedule: rate(1 day), Enabled: true')?.enabled).toBe(true);
  });

  test.each([
    ['Input: x', /^Hello\.Events\.Daily\.Properties\.Schedule is missing\.$/],
    [
      'Schedule: rate(1 minutes)',
      /^Hello\.Events\.Daily\.Properties\.Schedule is rate\(1 minutes\); EventBridge takes/,
    ],
    ['Schedule: cron(0 3 * * * *)', /^Hello\.Events\.Daily\.Properties\.Schedule must have \? as day of the month/],
    ['Schedule: rate(1 day), Input: nothing', /^Hello\.Events\.Daily\.Properties\.Input is not JSON\.$/],
    ['Schedule: rate(1 day), State: ON', /\.State is (ON|true); the local runner honours ENABLED, DISABLED/],
    ['Schedule: rate(1 day), State: ENABLED, Enabled: true', /\.Properties\.State excludes Enabled\.$/],
    ['Schedule: rate(1 day), Name: a b', /\.Properties\.Name is a b; a name has 1 to 64 letters/],
    ['Schedule: rate(1 day), Target: {}', /\.Properties\.Target is a property that the local runner cannot honour/],
  ])('cannot have %s', (properties, sentence) => {
    expect(() => event('Schedule', properties)).toThrow(sentence);
  });
});

describe('a ScheduleV2 event of a function', () => {
  test('is a schedule', () => {
    expect(event('ScheduleV2', 'ScheduleExpression: rate(1 day)')).toEqual({
      type: 'ScheduleV2',
      path: 'Hello.Events.Daily.Properties',
      expression: 'rate(1 day)',
      occurrences: expect.any(Function),
      enabled: true,
      input: undefined,
      resource: 'schedule/default/HelloDaily',
    });
    const all =
      `ScheduleExpression: rate(1 day), Name: nightly, GroupName: jobs, State: DISABLED, Input: '[]', OmitName: false,
      FlexibleTimeWindow: { Mode: FLEXIBLE, MaximumWindowInMinutes: 15 }, RoleArn: arn:aws:iam::123456789012:role/r, KmsKeyArn: k,
      PermissionsBoundary: p, RetryPolicy: {}, DeadLetterConfig: {}, Description: x`.replace(/\s+/g, ' ');
    const expected = { enabled: false, input: '[]', resource: 'schedule/jobs/nightly' };
    expect(event('ScheduleV2', all)).toMatchObject(expected);
  });

  test('goes by its zone', () => {
    const zoned = 'ScheduleExpression: cron(0 8 * * ? *), ScheduleExpressionTimezone: Asia/Tokyo';
    expect(times(zoned, '2026-01-01T00:00:00Z')).toEqual(['2026-01-01T23:00:00.000Z', '2026-01-02T23:00:00.000Z']);
  });

  test('lies between its dates, both included', () => {
    const dates = "StartDate: '2026-01-02T08:30:00Z', EndDate: '2026-01-03T08:30:00.000Z'";
    const [first, last] = ['2026-01-02T08:30:00.000Z', '2026-01-03T08:30:00.000Z'];
    expect(times(`ScheduleExpression: rate(1 day), ${dates}`, '2026-01-01T00:00:00Z')).toEqual([first, last]);
    expect(times(`ScheduleExpression: rate(1 day), ${dates}`, first)).toEqual([last, undefined]);
    const daily = `ScheduleExpression: cron(0 9 * * ? *), ${dates}`;
    expect(times(daily, '2026-01-01T00:00:00Z')).toEqual(['2026-01-02T09:00:00.000Z', undefined]);
    const once = `ScheduleExpression: at(2026-05-01T00:00:00), ${dates}`;
    expect(times(once, '2026-01-01T00:00:00Z')).toEqual(['2026-05-01T00:00:00.000Z', undefined]);
  });

  test.each([
    ['Schedule: rate(1 day)', /\.Properties\.Schedule is a property that the local runner cannot honour/],
    [
      'ScheduleExpression: daily',
      /\.ScheduleExpression is daily, which is neither rate\(…\), cron\(…\) nor at\(…\)\.$/,
    ],
    [
      'ScheduleExpression: rate(1 day), ScheduleExpressionTimezone: Mars/Base',
      /\.ScheduleExpressionTimezone is Mars\/Base, which is no time zone/,
    ],
    [
      "ScheduleExpression: rate(1 day), ScheduleExpressionTimezone: '+01:00'",
      /\.ScheduleExpressionTimezone is \+01:00/,
    ],
    ["ScheduleExpression: rate(1 day), StartDate: '2026-01-02'", /\.StartDate is 2026-01-02, not a time in UTC/],
    [
      "ScheduleExpression: rate(1 day), StartDate: '2026-01-02T00:00:00Z', EndDate: '2026-01-01T00:00:00Z'",
      /\.EndDate is not after StartDate\.$/,
    ],
    ['ScheduleExpression: rate(1 day), FlexibleTimeWindow: {}', /\.FlexibleTimeWindow\.Mode is missing\.$/],
    [
      'ScheduleExpression: rate(1 day), FlexibleTimeWindow: { Mode: FLEXIBLE }',
      /\.FlexibleTimeWindow\.MaximumWindowInMinutes is for the mode FLEXIBLE, which needs it\.$/,
    ],
    ['ScheduleExpression: rate(1 day), GroupName: a/b', /\.GroupName is a\/b; a name has/],
    ["ScheduleExpression: rate(1 day), Input: '{'", /\.Input is not JSON\.$/],
  ])('cannot have %s', (properties, sentence) => {
    expect(() => event('ScheduleV2', properties)).toThrow(sentence);
  });
});
