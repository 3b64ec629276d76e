import type { Fields } from '../fields.ts';
import { schedulerOccurrences } from '../schedules/expression.ts';
import { within } from '../schedules/occurrences.ts';
import { checkedName, isEnabled, jsonInput, type ScheduleEvent, understood } from './schedule.ts';

const TYPE = 'AWS::Serverless::Function ScheduleV2 event';

/**
 * A schedule of EventBridge Scheduler.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-schedulev2.html
 * @param logicalId of what SAM makes of it
 */
export const readScheduleV2Event = (fields: Fields, logicalId: string): ScheduleEvent => {
  fields.only(TYPE, [
    'EndDate',
    'FlexibleTimeWindow',
    'GroupName',
    'Input',
    'Name',
    'ScheduleExpression',
    'ScheduleExpressionTimezone',
    'StartDate',
    'State',
  ]);
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
  window?.only(`${TYPE} FlexibleTimeWindow`, ['MaximumWindowInMinutes', 'Mode']);
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
