import * as z from 'zod';
import { PAGE_MAX_SIZE } from '../../domain/limits.ts';
import { fromEnvironment } from '../../environment.ts';

/** Messages in a page when the request names no limit. What only the functions that list messages have in their environment. */
export const defaultPageSize = fromEnvironment(
  { NEWEST_MESSAGES: z.coerce.number().int().min(1).max(PAGE_MAX_SIZE) },
  (env) => env.NEWEST_MESSAGES,
);
