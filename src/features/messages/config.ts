import * as z from 'zod';
import { PAGE_MAX_SIZE } from '../../domain/limits.ts';

const Environment = z.object({ NEWEST_MESSAGES: z.coerce.number().int().min(1).max(PAGE_MAX_SIZE) });

/** Messages in a page when the request names no limit. What only the functions that list messages have in their environment. */
export const defaultPageSize = Environment.parse(process.env).NEWEST_MESSAGES;
