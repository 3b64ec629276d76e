import * as z from 'zod';

/** The answer of `GET /health`. */
export const Health = z.strictObject({ status: z.literal('ok'), version: z.string() }).meta({ id: 'Health' });

/** The answer of `GET /health/ready`. */
export const Readiness = z.strictObject({ status: z.literal('ready') }).meta({ id: 'Readiness' });

/** The answer of `GET /openapi.json`. Only part of it is described. */
export const OpenApiDocument = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({}),
  paths: z.looseObject({}),
});

/** Headers of a read of one of the page's files. */
export const FileHeaders = z.object({
  'if-none-match': z.string().optional(),
  'accept-encoding': z.string().optional(),
});

/**
 * The query string of one of the page's files. `v` is the digest that the page adds to the file's URL. Other parameters
 * of a link to the page are ignored.
 */
export const FileQuery = z.object({ v: z.string().optional().meta({ description: 'Digest of the file' }) });

/** The answer of `GET /config.json`: the settings of the deployment that the page needs. */
export const PageConfigView = z
  .strictObject({
    signIn: z
      .strictObject({ issuer: z.string(), clientId: z.string(), scope: z.string() })
      .nullable()
      .meta({ description: 'The OpenID Connect issuer; null if the stack has no sign-in' }),
  })
  .meta({ id: 'PageConfig' });
export type PageConfigView = z.infer<typeof PageConfigView>;
