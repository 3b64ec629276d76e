import * as z from 'zod';

/** The answer of `GET /openapi.json`, as far as this API describes it. */
export const OpenApiDocument = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({}),
  paths: z.looseObject({}),
});
