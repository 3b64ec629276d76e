import * as z from 'zod';
import { PAGE_MAX_SIZE } from './domain/limits.ts';

const Environment = z
  .object({
    TABLE_NAME: z.string().min(1),
    NEWEST_MESSAGES: z.coerce.number().int().min(1).max(PAGE_MAX_SIZE),
    AWS_REGION: z.string().min(1),
    AWS_ACCESS_KEY_ID: z.string().min(1),
    AWS_SECRET_ACCESS_KEY: z.string().min(1),
    AWS_SESSION_TOKEN: z.string().optional(),
  })
  .transform((env) => ({
    tableName: env.TABLE_NAME,
    /** Messages in a page when the request names no limit. */
    newestMessages: env.NEWEST_MESSAGES,
    region: env.AWS_REGION,
    /** Lambda sets them for the life of an execution environment. */
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
    },
  }));

/** The function's environment, checked once at start: a wrong value fails the initialisation, not a later request. */
export const config = Environment.parse(process.env);
