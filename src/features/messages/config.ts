import * as z from 'zod';
import { PAGE_MAX_SIZE } from '../../domain/limits.ts';
import { fromEnvironment } from '../../environment.ts';

/** The page size of requests without a limit. Only functions that list messages have this setting. */
export const defaultPageSize = fromEnvironment(
  { NEWEST_MESSAGES: z.coerce.number().int().min(1).max(PAGE_MAX_SIZE) },
  (env) => env.NEWEST_MESSAGES,
);
