import * as z from 'zod';
import { ID_PATTERN } from '../../domain/id.ts';
import { PAGE_MAX_SIZE } from '../../domain/limits.ts';
import { idempotencyKey } from './idempotency-key.ts';

/** Parts of requests that several features read. A path with an invalid id or token gets 404, not 422. */

export const Id = z.string().regex(ID_PATTERN);
export const Token = z.string().regex(/^[\w-]{43}$/);

export const BoardPath = z.strictObject({ boardId: Id });

const LIMIT = `limit must be a whole number from 1 to ${PAGE_MAX_SIZE}`;

/** The query string of a list without filters. */
export const ListQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, LIMIT)
    .transform(Number)
    .refine((limit) => limit <= PAGE_MAX_SIZE, LIMIT)
    .optional()
    .meta({ description: `The most items in a page, 1 to ${PAGE_MAX_SIZE}` }),
  cursor: z.string().optional().meta({ description: 'nextCursor of the previous page' }),
});

/** The default page size of lists without their own setting. */
export const DEFAULT_PAGE = 20;

/** Headers of a change to a versioned resource. */
export const IfMatchHeaders = z.object({ 'if-match': z.string().optional() });

/** Headers of a post. Header names are lower case after the stack has normalised them. */
export const PostHeaders = z.object({ 'idempotency-key': idempotencyKey('Idempotency-Key').optional() });
