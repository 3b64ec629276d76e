import * as z from 'zod';

/** The answer of `GET /health`. */
export const Health = z.strictObject({ status: z.literal('ok'), version: z.string() }).meta({ id: 'Health' });

/** The answer of `GET /health/ready`. */
export const Readiness = z.strictObject({ status: z.literal('ready') }).meta({ id: 'Readiness' });
