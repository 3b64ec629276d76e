import * as z from 'zod';
import { PAGE_MAX_SIZE } from '../../domain/limits.ts';

const LIMIT = `limit must be a whole number from 1 to ${PAGE_MAX_SIZE}`;

/** The query parameters that every list takes: how many items at most, and where to go on. */
export const pageQuery = {
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, LIMIT)
    .transform(Number)
    .refine((limit) => limit <= PAGE_MAX_SIZE, LIMIT)
    .optional()
    .meta({ description: `Messages at most, 1 to ${PAGE_MAX_SIZE}` }),
  cursor: z.string().optional().meta({ description: 'nextCursor of the page before' }),
};

/** Items in a page of a list that names no limit and has no setting of its own. */
export const DEFAULT_PAGE = 20;
