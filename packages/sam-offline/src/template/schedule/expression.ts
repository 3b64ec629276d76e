import { Failure } from '../../failure.ts';
import { cronOccurrences } from './cron.ts';
import type { Occurrences } from './occurrences.ts';

type ExpressionOptions = {
  /** An IANA name. */
  timezone: string;
  /** What a rate counts from, in epoch milliseconds. */
  start: number;
};

const UNITS_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(value unit)`; a value of 1 has its unit in the singular.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html
 * @param anyNumber whether `rate(1 hours)` will do, as it does for EventBridge Scheduler
 * @throws Failure whose sentence lacks its subject
 */
const rateOccurrences = (text: string, start: number, anyNumber: boolean): Occurrences => {
  const [, digits = '', unit = '', plural = ''] = /^([1-9]\d{0,5}) (minute|hour|day)(s?)$/.exec(text) ?? [];
  if (digits === '') {
    throw new Failure(`is rate(${text}); a rate is a whole number above 0 and minutes, hours or days: rate(5 minutes)`);
  }
  if (!anyNumber && (digits === '1') !== (plural === '')) {
    const right = digits === '1' ? unit : `${unit}s`;
    throw new Failure(`is rate(${text}); EventBridge takes rate(${digits} ${right})`);
  }
  const period = Number(digits) * UNITS_MS[unit as keyof typeof UNITS_MS];
  return (after) => (after < start ? start : start + (Math.floor((after - start) / period) + 1) * period);
};

/** @throws Failure whose sentence lacks its subject */
const atOccurrence = (text: string, timezone: string): Occurrences => {
  const isReal = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text) && isDate(text);
  if (!isReal) throw new Failure(`is at(${text}); it takes a time that there is, as in at(2026-11-20T13:00:00)`);
  const [date = '', time = ''] = text.split('T');
  const [year, month, day] = date.split('-');
  const [hour, minute, second] = time.split(':');
  const minutes = cronOccurrences(`${minute} ${hour} ${day} ${month} ? ${year}`, timezone);
  const start = minutes(BEFORE_ALL);
  const at = start === undefined ? BEFORE_ALL : start + Number(second) * 1_000;
  return (after) => (at > after ? at : undefined);
};

const BEFORE_ALL = Date.UTC(1969, 0);

const isDate = (text: string): boolean => {
  const date = new Date(`${text}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString() === `${text}.000Z`;
};

/** The times of a schedule of EventBridge's rules. @throws Failure whose sentence lacks its subject */
export const ruleOccurrences = (expression: string): Occurrences => {
  const [, kind, inside = ''] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rateOccurrences(inside, 0, false);
  if (kind === 'cron') return cronOccurrences(inside, 'UTC');
  throw new Failure(`is ${expression}, which is neither rate(…) nor cron(…)`);
};

/** The times of a schedule of EventBridge Scheduler. @throws Failure whose sentence lacks its subject */
export const schedulerOccurrences = (expression: string, { timezone, start }: ExpressionOptions): Occurrences => {
  const [, kind, inside = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rateOccurrences(inside, start, true);
  if (kind === 'cron') return cronOccurrences(inside, timezone);
  if (kind === 'at') return atOccurrence(inside, timezone);
  throw new Failure(`is ${expression}, which is neither rate(…), cron(…) nor at(…)`);
};
