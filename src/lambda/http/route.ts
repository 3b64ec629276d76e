import type * as z from 'zod';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Door } from './caller.ts';

/** The schemas of a route's inputs; what a route does not name, it does not read. Header names are lower case. */
export type RequestSchemas = { path?: z.ZodType; headers?: z.ZodType; query?: z.ZodType; body?: z.ZodType };

/** A body that is not this API's usual JSON: its media type, and a schema of it. */
type Content = { type: string; body: z.ZodType };

/**
 * A successful answer: what it means, its body where it has one, and its headers. Where a function serves files,
 * `content` has the body of each path instead.
 */
type Success = {
  description: string;
  body?: z.ZodType;
  content?: Readonly<Record<string, Content>>;
  headers?: readonly string[];
};

/**
 * The contract of a function: the handler checks requests against it, and `npm run openapi` documents it. Which method
 * and path lead to it, and who may call it, is the template's business. `refusals` are those of the use case; what the
 * inputs themselves can do wrong, and what can happen to every request, is added from `request`.
 */
export type Route = {
  summary: string;
  description?: string;
  request: RequestSchemas;
  success: Readonly<Record<number, Success>>;
  refusals: readonly RefusalCode[];
};

/** One route, or, for a function with several doors, one for each of them. */
export type Routes = Route | ((door: Door) => Route);

/** The route behind a door. */
export const routeAt = (routes: Routes, door: Door): Route => (typeof routes === 'function' ? routes(door) : routes);

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** A request whose parts are what their schemas made of them. */
export type ValidRequest<S extends RequestSchemas> = {
  path: Output<S['path']>;
  headers: Output<S['headers']>;
  query: Output<S['query']>;
  body: Output<S['body']>;
};

/** The schemas of a route, or of any of its doors. */
export type SchemasOf<R extends Routes> = R extends (door: Door) => Route
  ? ReturnType<R>['request']
  : R extends Route
    ? R['request']
    : never;

/** Every code that the route can answer with. `signedIn`: the function also answers for who is not. */
export const refusalsOf = ({ request, refusals }: Route, signedIn: boolean): (RefusalCode | 'internal-error')[] => {
  const inputs: RefusalCode[] = [];
  if (signedIn) inputs.push('unauthenticated');
  if (request.body) inputs.push('malformed-json', 'payload-too-large', 'unsupported-media-type');
  if (request.body || request.query || request.headers) inputs.push('invalid-fields');
  if (request.path) inputs.push('not-found');
  return [...new Set([...refusals, ...inputs, 'unavailable' as const, 'internal-error' as const])];
};
