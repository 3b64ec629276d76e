import * as z from 'zod';

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
