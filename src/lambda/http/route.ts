import type * as z from 'zod';
import type { Caller, User } from '../../domain/actor.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { Door } from './caller.ts';

/** The schemas of a route's inputs. Inputs without a schema are not read. Header names are lower case. */
export type RequestSchemas = { path?: z.ZodType; headers?: z.ZodType; query?: z.ZodType; body?: z.ZodType };

/** A body with another media type than JSON, and its schema. */
type Content = { type: string; body: z.ZodType };

/**
 * A successful answer: its meaning, its body if any, and its headers. For a function that serves files, `content` has
 * the body of each path instead.
 */
type Success = {
  description: string;
  body?: z.ZodType;
  content?: Readonly<Record<string, Content>>;
  headers?: readonly string[];
};

/**
 * Who may call a route. `none`: everyone, without authentication. `user`: signed-in people. `door`: depends on the door
 * to a board's messages: members at the board's own, guests with the link at a shared one, everyone at the wall.
 */
type Auth = 'none' | 'user' | 'door';

/** The caller as a handler gets it. */
type Asking<A extends Auth> = A extends 'user' ? { user: User } : A extends 'door' ? { caller: Caller } : unknown;

/**
 * The contract of a function. The handler checks requests against it, and `npm run openapi` documents it. The template
 * defines its method and path. `refusals` are those of the use case; refusals of invalid inputs follow from `request`,
 * and those of every request are added.
 */
export type Route = {
  summary: string;
  description?: string;
  auth: Auth;
  request: RequestSchemas;
  success: Readonly<Record<number, Success>>;
  refusals: readonly RefusalCode[];
};

/** One route, or one for each door. */
export type Routes = Route | Readonly<Record<Door, Route>>;

/** The route behind a door. */
export const routeAt = (routes: Routes, door: Door): Route => ('request' in routes ? routes : routes[door]);

type Output<S> = S extends z.ZodType ? z.output<S> : undefined;

/** The parts of a request after validation. */
type Parts<S extends RequestSchemas> = {
  path: Output<S['path']>;
  headers: Output<S['headers']>;
  query: Output<S['query']>;
  body: Output<S['body']>;
};

/** The only route, or that of any door. */
type RouteOf<R extends Routes> = R extends Route
  ? R
  : R extends Readonly<Record<Door, infer D extends Route>>
    ? D
    : never;

/** The valid parts of a request, as its route declares them. */
export type ValidRequest<R extends Routes> = Parts<RouteOf<R>['request']>;

/** The sender of a request, as its route requires. */
export type AskedBy<R extends Routes> = Asking<RouteOf<R>['auth']>;

/** Every refusal code of the route. `signedIn`: whether the function itself refuses people who are not signed in. */
export const refusalsOf = ({ request, refusals }: Route, signedIn: boolean): (RefusalCode | 'internal-error')[] => {
  const inputs: RefusalCode[] = [];
  if (signedIn) inputs.push('unauthenticated');
  if (request.body) inputs.push('malformed-json', 'payload-too-large', 'unsupported-media-type');
  if (request.body || request.query || request.headers) inputs.push('invalid-fields');
  if (request.path) inputs.push('not-found');
  return [...new Set([...refusals, ...inputs, 'unavailable' as const, 'internal-error' as const])];
};
