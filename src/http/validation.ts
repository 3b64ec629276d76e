import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { type FieldError, Refusal } from '../domain/refusal.ts';
import { doorOf } from './caller.ts';
import { type RequestSchemas, type Routes, routeAt, type SchemasOf, type ValidRequest } from './route.ts';

type Part = keyof RequestSchemas;

const NAMES: Record<Part, string> = {
  path: 'path parameter',
  headers: 'header',
  query: 'query parameter',
  body: 'member',
};

/** RFC 6901, as a URI fragment: `#/text`, and `#` for the whole body. */
const pointer = (path: PropertyKey[]): string =>
  ['#', ...path.map((step) => encodeURIComponent(String(step).replace(/~/g, '~0').replace(/\//g, '~1')))].join('/');

const fieldError = (part: Part, path: PropertyKey[], detail: string): FieldError => {
  if (part === 'body') return { detail, pointer: pointer(path) };
  const name = path.map(String).join('.');
  return part === 'headers' ? { detail, header: name } : { detail, parameter: name };
};

const fieldErrors = (part: Part, issue: z.core.$ZodIssue, known: string[]): FieldError[] => {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.path.length > 0 ? 'x, y' : known.join(', ');
    const detail = `unknown ${NAMES[part]}; known are: ${names}`;
    return issue.keys.map((key) => fieldError(part, [...issue.path, key], detail));
  }
  if (issue.code === 'invalid_type' && issue.path.length === 0) {
    return [fieldError(part, [], `the body must be a JSON object with: ${known.join(', ')}`)];
  }
  return [fieldError(part, issue.path, issue.message)];
};

/** Checks one part of a request. @throws Refusal `not-found` for a path, else `invalid-fields` */
const parse = (part: Part, schema: z.ZodType | undefined, input: unknown): unknown => {
  if (!schema) return undefined;
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  if (part === 'path') throw new Refusal('not-found', 'There is nothing at this path.');
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const errors = result.error.issues.flatMap((issue) => fieldErrors(part, issue, known));
  throw new Refusal('invalid-fields', errors.map((error) => error.detail).join('; '), { errors });
};

/** Checks what came as JSON otherwise than by HTTP. @throws Refusal `invalid-fields` */
export const parseBody = (schema: z.ZodType, input: unknown): unknown => parse('body', schema, input);

/** Checks a request's parts against the schemas of its route and leaves them under `event.valid`. @throws Refusal as `parse` */
export const validation = <R extends Routes>(
  routes: R,
): MiddlewareObj<APIGatewayProxyEventV2 & { valid: ValidRequest<SchemasOf<R>> }> => ({
  before: ({ event }) => {
    const schemas = routeAt(routes, doorOf(event.routeKey)).request;
    event.valid = {
      path: parse('path', schemas.path, event.pathParameters ?? {}),
      headers: parse('headers', schemas.headers, event.headers ?? {}),
      query: parse('query', schemas.query, event.queryStringParameters ?? {}),
      body: parse('body', schemas.body, event.body),
    } as ValidRequest<SchemasOf<R>>;
  },
});
