import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { type FieldError, Refusal } from '../../domain/refusal.ts';
import { doorOf } from './caller.ts';
import { fieldErrors, illFormedIn, type Part, wordsFor } from './field-errors.ts';
import { type Routes, routeAt, type ValidRequest } from './route.ts';

const invalid = (errors: readonly FieldError[]): Refusal =>
  new Refusal('invalid-fields', errors.map((error) => error.detail).join('; '), { errors });

/** Checks one part of a request. @throws Refusal `not-found` for a path, else `invalid-fields` */
const parse = (part: Part, schema: z.ZodType | undefined, input: unknown): unknown => {
  if (!schema) return undefined;
  const illFormed = part === 'body' ? illFormedIn(input) : undefined;
  if (illFormed) throw invalid([illFormed]);
  const result = schema.safeParse(input, { error: wordsFor });
  if (result.success) return result.data;
  if (part === 'path') throw new Refusal('not-found', 'There is nothing at this path.');
  throw invalid(result.error.issues.flatMap((issue) => fieldErrors(part, { schema, input }, issue)));
};

/** Checks JSON that did not come over HTTP. @throws Refusal `invalid-fields` */
export const parseBody = (schema: z.ZodType, input: unknown): unknown => parse('body', schema, input);

/** Checks a request's parts against the schemas of its route and leaves them under `event.valid`. @throws Refusal as `parse` */
export const validation = <R extends Routes>(
  routes: R,
): MiddlewareObj<APIGatewayProxyEventV2 & { valid: ValidRequest<R> }> => ({
  before: ({ event }) => {
    const schemas = routeAt(routes, doorOf(event.routeKey)).request;
    event.valid = {
      path: parse('path', schemas.path, event.pathParameters ?? {}),
      headers: parse('headers', schemas.headers, event.headers ?? {}),
      query: parse('query', schemas.query, event.queryStringParameters ?? {}),
      body: parse('body', schemas.body, event.body),
    } as ValidRequest<R>;
  },
});
