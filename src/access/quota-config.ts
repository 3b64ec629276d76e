import * as z from 'zod';
import type { QuotaPolicy } from '../domain/quota.ts';

const Limit = z.coerce.number().int().min(0);

const Environment = z
  .object({
    POSTS_PER_MINUTE_PER_PERSON: Limit,
    POSTS_PER_MINUTE_PER_LINK: Limit,
    POSTS_PER_MINUTE_PER_ADDRESS: Limit,
  })
  .transform((env) => ({
    person: env.POSTS_PER_MINUTE_PER_PERSON,
    link: env.POSTS_PER_MINUTE_PER_LINK,
    address: env.POSTS_PER_MINUTE_PER_ADDRESS,
  }));

/** Posts a minute by each policy; 0 for no quota. Apart from `config`, since only functions that post have them: messages, and what is written to the owner. */
export const postsPerMinute: Record<QuotaPolicy, number> = Environment.parse(process.env);
