import { messageOf } from '../../failure.ts';
import type { EventReader } from '../events/reader.ts';
import type { Fields } from '../fields.ts';
import { ruleOccurrences } from './expression.ts';
import type { Occurrences } from './occurrences.ts';

/** A time, or times again and again, at which the function is invoked in which it stands. */
export type ScheduleEvent = {
  type: 'Schedule' | 'ScheduleV2';
  /** Where it stands in the template: `CleanUpFunction.Events.Daily.Properties`. */
  path: string;
  /** As it is written: `rate(1 day)`. */
  expression: string;
  occurrences: Occurrences;
  enabled: boolean;
  /** The event as JSON, instead of the one that tells of the schedule. */
  input: string | undefined;
  /** The end of its ARN: `rule/<name>` or `schedule/<group>/<name>`. */
  resource: string;
};

/**
 * A rule of EventBridge.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-schedule.html
 */
export const scheduleEvent: EventReader<ScheduleEvent> = {
  supports: {
    honours: { Enabled: true, Input: true, Name: true, Schedule: true, State: true },
    ignores: {
      'every event can be delivered here; what the function fails at is another matter': [
        'DeadLetterConfig',
        'RetryPolicy',
      ],
      'text for people': ['Description'],
    },
  },
  read: (fields, logicalId) => readScheduleEvent(fields, logicalId),
};

const readScheduleEvent = (fields: Fields, logicalId: string): ScheduleEvent => {
  if (fields.has('Enabled') && fields.has('State')) throw fields.wrong('State', 'excludes Enabled');
  const expression = fields.requiredText('Schedule');
  return {
    type: 'Schedule',
    path: fields.path,
    expression,
    occurrences: understood(fields, 'Schedule', () => ruleOccurrences(expression)),
    enabled: fields.flag('Enabled') ?? isEnabled(fields),
    input: jsonInput(fields),
    resource: `rule/${checkedName(fields, 'Name') ?? logicalId}`,
  };
};

export const isEnabled = (fields: Fields): boolean => fields.choice('State', ['ENABLED', 'DISABLED']) !== 'DISABLED';

/** What a reader makes of a property, whose failures lack their subject. @throws Failure naming the property */
export const understood = <T>(fields: Fields, property: string, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw fields.wrong(property, messageOf(error));
  }
};

/** A function's event is JSON, and so is what a schedule gives it. */
export const jsonInput = (fields: Fields): string | undefined => {
  const input = fields.text('Input');
  try {
    if (input !== undefined) JSON.parse(input);
  } catch {
    throw fields.wrong('Input', 'is not JSON');
  }
  return input;
};

export const checkedName = (fields: Fields, property: string): string | undefined => {
  const name = fields.text(property);
  if (name === undefined || /^[\w.-]{1,64}$/.test(name)) return name;
  throw fields.wrong(property, `is ${name}; a name has 1 to 64 letters, digits, dots, hyphens and underscores`);
};
