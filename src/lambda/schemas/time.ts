import * as z from 'zod';
import { EXPIRY_MAX_SECONDS } from '../../domain/limits.ts';

const hint = (label: string): string =>
  `${label} must be an RFC 3339 time such as 2026-11-21T13:54:26Z (in a query string, write + as %2B)`;

const DATE_TIME =
  /^(?<date>\d{4}-\d\d-\d\d)T(?<minute>([01]\d|2[0-3]):[0-5]\d):(?<second>[0-5]\d|60)(?<fraction>\.\d+)?(?<offset>Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

const exists = (date: string): boolean => {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().startsWith(date);
};

/** A leap second ends a month in UTC. Unix time counts it as the first moment of the next month. */
const isMonthsFirst = (time: number): boolean => new Date(time).toISOString().slice(8, 19) === '01T00:00:00';

/**
 * An RFC 3339 time as epoch milliseconds; NaN if the text is not one. Second 60 is the one after 59.
 * Source: https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
const parseTime = (text: string): number => {
  const { date = '', minute, second, fraction = '', offset = '' } = DATE_TIME.exec(text)?.groups ?? {};
  if (!exists(date)) return Number.NaN;
  const leap = second === '60';
  const time = Date.parse(`${date}T${minute}:${leap ? '59' : second}${fraction}${offset.toUpperCase()}`);
  if (!leap) return time;
  const after = time + 1_000;
  return isMonthsFirst(after) ? after : Number.NaN;
};

/** An RFC 3339 time, as epoch milliseconds. */
export const time = (label: string) =>
  z
    .string({ error: hint(label) })
    .meta({ format: 'date-time' })
    .transform(parseTime)
    .refine(Number.isFinite, hint(label));

/** An RFC 3339 time in the future, at most a year from now, as whole epoch seconds, rounded up. */
export const futureSeconds = (label: string) =>
  time(label)
    .transform((value) => Math.ceil(value / 1_000))
    .refine((value) => {
      const left = value - Date.now() / 1_000;
      return left > 0 && left <= EXPIRY_MAX_SECONDS;
    }, `${label} must be in the future, at most a year from now`);

/** Epoch seconds in the format for clients: RFC 3339, UTC, milliseconds. */
export const fromEpochSeconds = (seconds: number): string => new Date(seconds * 1_000).toISOString();
