import * as z from 'zod';

const Environment = z
  .object({
    TABLE_NAME: z.string().min(1),
    AWS_REGION: z.string().min(1),
    AWS_ACCESS_KEY_ID: z.string().min(1),
    AWS_SECRET_ACCESS_KEY: z.string().min(1),
    AWS_SESSION_TOKEN: z.string().optional(),
  })
  .transform((env) => ({
    tableName: env.TABLE_NAME,
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
