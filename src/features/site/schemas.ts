import * as z from 'zod';

/** The answer of `GET /health`. */
export const Health = z.strictObject({ status: z.literal('ok'), version: z.string() }).meta({ id: 'Health' });

/** The answer of `GET /health/ready`. */
export const Readiness = z.strictObject({ status: z.literal('ready') }).meta({ id: 'Readiness' });

/** The answer of `GET /openapi.json`, as far as this API describes it. */
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

/** The query string of one of the page's files: the digest that the page names it by. What else a link to the page has in it is none of its business. */
export const FileQuery = z.object({ v: z.string().optional().meta({ description: 'Digest of the file' }) });

/** The answer of `GET /config.json`: what the page has to know of where it is deployed. */
export const PageConfigView = z
  .strictObject({
    signIn: z
      .strictObject({ issuer: z.string(), clientId: z.string(), scope: z.string() })
      .nullable()
      .meta({ description: 'Of the OpenID Connect issuer; null where nobody can sign in' }),
  })
  .meta({ id: 'PageConfig' });
export type PageConfigView = z.infer<typeof PageConfigView>;
