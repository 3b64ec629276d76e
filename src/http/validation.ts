import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { type FieldError, Refusal } from '../domain/refusal.ts';

/** The schemas of a route's inputs; what a route does not name, it does not read. */
export type RequestSchemas = { body?: z.ZodType; query?: z.ZodType };

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** A request whose parts are what their schemas made of them. */
export type ValidRequest<S extends RequestSchemas> = { body: Output<S['body']>; query: Output<S['query']> };

type Part = keyof RequestSchemas;

/** RFC 6901, as a URI fragment: `#/text`, and `#` for the whole body. */
const pointer = (path: PropertyKey[]): string =>
  ['#', ...path.map((step) => encodeURIComponent(String(step).replace(/~/g, '~0').replace(/\//g, '~1')))].join('/');

const fieldError = (part: Part, path: PropertyKey[], detail: string): FieldError =>
  part === 'body' ? { detail, pointer: pointer(path) } : { detail, parameter: path.map(String).join('.') };

const fieldErrors = (part: Part, issue: z.core.$ZodIssue, known: string[]): FieldError[] => {
  if (issue.code === 'unrecognized_keys') {
    const what = part === 'body' ? 'member' : 'query parameter';
    const detail = `unknown ${what}; known are: ${known.join(', ')}`;
    return issue.keys.map((key) => fieldError(part, [...issue.path, key], detail));
  }
  if (issue.code === 'invalid_type' && issue.path.length === 0) {
    return [fieldError(part, [], `the body must be a JSON object with: ${known.join(', ')}`)];
  }
  return [fieldError(part, issue.path, issue.message)];
};

const parse = (part: Part, schema: z.ZodType | undefined, input: unknown): unknown => {
  if (!schema) return undefined;
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const errors = result.error.issues.flatMap((issue) => fieldErrors(part, issue, known));
  throw new Refusal('invalid-fields', errors.map((error) => error.detail).join('; '), { errors });
};

/** Checks a request's parts against their schemas and leaves them under `event.valid`. @throws Refusal `invalid-fields` */
export const validation = <S extends RequestSchemas>(
  schemas: S,
): MiddlewareObj<APIGatewayProxyEventV2 & { valid: ValidRequest<S> }> => ({
  before: ({ event }) => {
    event.valid = {
      query: parse('query', schemas.query, event.queryStringParameters ?? {}),
      body: parse('body', schemas.body, event.body),
    } as ValidRequest<S>;
  },
});
