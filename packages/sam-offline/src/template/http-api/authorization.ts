import { Failure } from '../../failure.ts';
import type { HttpApi } from './api.ts';
import type { JwtAuthorizer } from './authorizers.ts';
import type { HttpApiEvent } from './event.ts';

/** What a request needs to reach a route. */
export type RouteAuthorization = {
  authorizer: JwtAuthorizer;
  /** Its token must hold one of them; none are needed when there are none. */
  scopes: string[];
};

/**
 * The authorizer of a route: its own, or else its API's default. Scopes too are the route's own, or else the
 * authorizer's, as SAM has it (`_set_method_authorizer` in samtranslator/open_api/open_api.py).
 * @returns undefined for a public route
 * @throws Failure for an authorizer that the API doesn't have, and for a signature by IAM
 */
export const routeAuthorization = (route: HttpApiEvent, api: HttpApi): RouteAuthorization | undefined => {
  const { path, authorizer: own, scopes } = route;
  if (own === 'NONE' && api.auth.defaultAuthorizer === undefined) {
    const why = `which SAM takes only where ${api.logicalId}.Auth has a DefaultAuthorizer; leave it out`;
    throw new Failure(`${path}.Auth.Authorizer is NONE, ${why}.`);
  }
  const name = own ?? api.auth.defaultAuthorizer ?? 'NONE';
  const authorizer = api.auth.authorizers.get(name);
  if (authorizer) return { authorizer, scopes: scopes.length > 0 ? scopes : authorizer.scopes };
  if (name === 'NONE') {
    if (scopes.length === 0) return undefined;
    throw new Failure(`${path}.Auth.AuthorizationScopes needs an authorizer; the route has none.`);
  }
  if (name !== 'AWS_IAM') {
    throw new Failure(`${path}.Auth.Authorizer is ${name}, which is none of ${api.logicalId}.Auth.Authorizers.`);
  }
  const origin = own === undefined ? ` by ${api.logicalId}.Auth.DefaultAuthorizer` : '';
  throw new Failure(
    `${path}.Auth.Authorizer is ${name}${origin}, which the local runner cannot honour; ` +
      'a public route says Authorizer: NONE.',
  );
};
