import { Cron } from 'croner';
import { Failure } from '../../failure.ts';
import type { Occurrences } from './occurrences.ts';

type CronField = {
  name: string;
  min: number;
  max: number;
  /** What the numbers from `min` on are called as well. */
  names?: string[];
  /** Whether `?` may stand there: the one of two days that decides nothing. */
  isDay?: boolean;
  /** What else may stand there, alone, once names are numbers. */
  special?: RegExp;
};

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const FIELDS: CronField[] = [
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31, isDay: true, special: /^(L|([1-9]|[12]\d|3[01])W)$/ },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'day of the week', min: 1, max: 7, names: WEEKDAYS, isDay: true, special: /^([1-7]?L|[1-7]#[1-5])$/ },
  { name: 'year', min: 1970, max: 2199 },
];

/**
 * The times of an AWS cron expression, given by what is inside `cron(…)`.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time: a time that a clock skips
 * is left out, one that it shows twice counts once.
 * @throws Failure whose sentence lacks its subject, for what AWS refuses, and for what it doesn't document
 */
export const cronOccurrences = (text: string, timezone: string): Occurrences => {
  const written = text.trim().split(/\s+/);
  if (written.length !== FIELDS.length) throw new Failure(`must have six fields, not ${written.length}: cron(${text})`);
  const fields = FIELDS.map((field, place) => readField(field, written[place] ?? ''));
  const [, , dayOfMonth, , dayOfWeek] = fields;
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new Failure(`must have ? as day of the month or as day of the week, and in one of them only: cron(${text})`);
  }
  const pattern = ['0', ...fields.map((field) => (field === '?' ? '*' : field))].join(' ');
  const cron = new Cron(pattern, { mode: '7-part', alternativeWeekdays: true, timezone, paused: true });
  return (after) => {
    let next = cron.nextRun(new Date(after));
    // It moves what a clock skips to the next time that it shows.
    while (next !== null && !cron.match(next)) next = cron.nextRun(next);
    return next?.getTime();
  };
};

/** A field with names, steps and ranges written out: `?`, `*`, a list of numbers, or what is special. @throws Failure */
const readField = (field: CronField, written: string): string => {
  if (written === '*' || (written === '?' && field.isDay)) return written;
  const numbers = written.toUpperCase().replace(NAME, (name) => numberOf(name, field));
  // Alone, the last day of the week is Saturday.
  if (field.special?.test(numbers)) return numbers === 'L' && field.max === 7 ? '7' : numbers;
  const values = numbers.split(',').flatMap((element) => readElement(field, element, written));
  return [...new Set(values)].sort((a, b) => a - b).join(',');
};

/** A word of its own, or one before `L`. */
const NAME = /(?<![A-Z\d])[A-Z]{3}(?=$|[-,/#]|L$)/g;

const numberOf = (name: string, { names = [], min }: CronField): string =>
  names.includes(name) ? String(min + names.indexOf(name)) : name;

/** `7`, `1-5`, `*` with a step, `5/10` or `1-30/10`. */
const ELEMENT = /^(?:(\d{1,4})(?:-(\d{1,4}))?|\*)(?:\/(\d{1,4}))?$/;

const readElement = ({ name, min, max }: CronField, element: string, written: string): number[] => {
  const [whole, first, last, step] = ELEMENT.exec(element) ?? [];
  const from = Number(first ?? min);
  const to = Number(last ?? (first === undefined || step !== undefined ? max : first));
  const every = Number(step ?? 1);
  if (whole === undefined || whole === '*' || from < min || to > max || from > to || every < 1) {
    throw new Failure(`has ${written} as ${name}, which EventBridge does not take (${min} to ${max})`);
  }
  return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, place) => from + place * every);
};
