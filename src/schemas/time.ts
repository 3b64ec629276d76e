import * as z from 'zod';
import { EXPIRY_MAX_SECONDS } from '../domain/limits.ts';

const hint = (label: string): string =>
  `${label} must be an RFC 3339 time such as 2026-11-21T13:54:26Z (in a query string, write + as %2B)`;

/** An RFC 3339 time, as epoch milliseconds. */
export const time = (label: string) =>
  z.iso
    .datetime({ offset: true, error: hint(label) })
    .transform((value) => Date.parse(value))
    .refine(Number.isFinite, hint(label));

/** An RFC 3339 time in the future, at most a year from now, as whole epoch seconds, rounded up. */
export const futureSeconds = (label: string) =>
  time(label)
    .transform((value) => Math.ceil(value / 1_000))
    .refine((value) => {
      const left = value - Date.now() / 1_000;
      return left > 0 && left <= EXPIRY_MAX_SECONDS;
    }, `${label} must lie in the future, at most a year from now`);

/** Epoch seconds as clients see them: RFC 3339, UTC, milliseconds. */
export const fromEpochSeconds = (seconds: number): string => new Date(seconds * 1_000).toISOString();
