import type { EventReader } from '../events/reader.ts';
import type { Fields } from '../fields.ts';
import { schedulerOccurrences } from './expression.ts';
import { within } from './occurrences.ts';
import { checkedName, isEnabled, jsonInput, type ScheduleEvent, understood } from './schedule.ts';

/**
 * A schedule of EventBridge Scheduler.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-schedulev2.html
 */
export const scheduleV2Event: EventReader<ScheduleEvent> = {
  supports: {
    honours: {
      EndDate: true,
      FlexibleTimeWindow: { honours: { MaximumWindowInMinutes: true, Mode: true } },
      GroupName: true,
      Input: true,
      Name: true,
      ScheduleExpression: true,
      ScheduleExpressionTimezone: true,
      StartDate: true,
      State: true,
    },
    ignores: {
      'every event can be delivered here; what the function fails at is another matter': [
        'DeadLetterConfig',
        'RetryPolicy',
      ],
      'text for people': ['Description'],
      'encryption at rest': ['KmsKeyArn'],
      'a name that AWS would make up': ['OmitName'],
      'permissions: there is no IAM': ['PermissionsBoundary', 'RoleArn'],
    },
  },
  read: (fields, logicalId) => readScheduleV2Event(fields, logicalId),
};

const readScheduleV2Event = (fields: Fields, logicalId: string): ScheduleEvent => {
  checkWindow(fields.section('FlexibleTimeWindow'));
  const expression = fields.requiredText('ScheduleExpression');
  const start = date(fields, 'StartDate');
  const end = date(fields, 'EndDate') ?? Number.POSITIVE_INFINITY;
  if (start !== undefined && start >= end) throw fields.wrong('EndDate', 'is not after StartDate');
  const options = { timezone: timezone(fields), start: start ?? 0 };
  const occurrences = understood(fields, 'ScheduleExpression', () => schedulerOccurrences(expression, options));
  // A schedule for one time has no use for either date.
  const isOnce = expression.startsWith('at(');
  return {
    type: 'ScheduleV2',
    path: fields.path,
    expression,
    occurrences: isOnce ? occurrences : within(occurrences, { start: options.start, end }),
    enabled: isEnabled(fields),
    input: jsonInput(fields),
    resource: `schedule/${checkedName(fields, 'GroupName') ?? 'default'}/${checkedName(fields, 'Name') ?? logicalId}`,
  };
};

/** A window is what a schedule may be late by; here it never is. */
const checkWindow = (window: Fields | undefined): void => {
  const mode = window?.choice('Mode', ['OFF', 'FLEXIBLE']);
  const minutes = window?.integer('MaximumWindowInMinutes', { min: 1, max: 1_440 });
  if (window && mode === undefined) throw window.wrong('Mode', 'is missing');
  if (window && (mode === 'FLEXIBLE') !== (minutes !== undefined)) {
    throw window.wrong('MaximumWindowInMinutes', 'is for the mode FLEXIBLE, which needs it');
  }
};

/** A time in UTC. */
const date = (fields: Fields, property: string): number | undefined => {
  const text = fields.text(property);
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw fields.wrong(property, `is ${text}, not a time in UTC as in 2026-11-20T13:00:00Z`);
  return time;
};

const timezone = (fields: Fields): string => {
  const name = fields.text('ScheduleExpressionTimezone') ?? 'UTC';
  try {
    if (!/^[+-]/.test(name)) return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // Told below.
  }
  throw fields.wrong('ScheduleExpressionTimezone', `is ${name}, which is no time zone of the IANA database`);
};
