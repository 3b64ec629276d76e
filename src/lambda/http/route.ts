import type * as z from 'zod';
import type { Caller, User } from '../../domain/actor.ts';
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
 * Who may ask. `none`: everybody, and it is not looked at who they are. `user`: who is signed in. `door`: at each door to
 * a board's messages whom it is for, so members at the board's own, who has the link at a shared one, everybody at the wall.
 */
type Auth = 'none' | 'user' | 'door';

/** What a handler is told of who asks. */
type Asking<A extends Auth> = A extends 'user' ? { user: User } : A extends 'door' ? { caller: Caller } : unknown;

/**
 * The contract of a function: the handler checks requests against it, and `npm run openapi` documents it. Which method
 * and path lead to it is the template's business. `refusals` are those of the use case; what the
 * inputs themselves can do wrong, and what can happen to every request, is added from `request`.
 */
export type Route = {
  summary: string;
  description?: string;
  auth: Auth;
  request: RequestSchemas;
  success: Readonly<Record<number, Success>>;
  refusals: readonly RefusalCode[];
};

/** One route, or, for a function with several doors, one for each of them. */
export type Routes = Route | Readonly<Record<Door, Route>>;

/** The route behind a door. */
export const routeAt = (routes: Routes, door: Door): Route => ('request' in routes ? routes : routes[door]);

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** The parts of a request, as their schemas made them. */
type Parts<S extends RequestSchemas> = {
  path: Output<S['path']>;
  headers: Output<S['headers']>;
  query: Output<S['query']>;
  body: Output<S['body']>;
};

/** The one route, or that of any door. */
type RouteOf<R extends Routes> = R extends Route
  ? R
  : R extends Readonly<Record<Door, infer D extends Route>>
    ? D
    : never;

/** A request as its route declares it: its parts. */
export type ValidRequest<R extends Routes> = Parts<RouteOf<R>['request']>;

/** Who sent a request, as far as its route asks. */
export type AskedBy<R extends Routes> = Asking<RouteOf<R>['auth']>;

/** Every code that the route can answer with. `signedIn`: the function also answers for who is not. */
export const refusalsOf = ({ request, refusals }: Route, signedIn: boolean): (RefusalCode | 'internal-error')[] => {
  const inputs: RefusalCode[] = [];
  if (signedIn) inputs.push('unauthenticated');
  if (request.body) inputs.push('malformed-json', 'payload-too-large', 'unsupported-media-type');
  if (request.body || request.query || request.headers) inputs.push('invalid-fields');
  if (request.path) inputs.push('not-found');
  return [...new Set([...refusals, ...inputs, 'unavailable' as const, 'internal-error' as const])];
};
