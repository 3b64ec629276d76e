import { Failure } from '../../failure.ts';
import { routesOf } from '../events/registry.ts';
import type { LambdaFunction } from '../lambda/function.ts';
import type { HttpApi } from './api.ts';
import { routeAuthorization } from './authorization.ts';

type Routed = { httpApis: HttpApi[]; functions: LambdaFunction[] };

/**
 * What only the whole application shows: every route belongs to the one HTTP API, has an authorizer that
 * is there (or none), and exists once.
 * @throws Failure naming the function and its event
 */
export const checkRoutes = ({ httpApis, functions }: Routed): void => {
  const [api, second] = httpApis;
  if (second) throw new Failure(`${second.logicalId} is a second HTTP API; the local runner serves one.`);
  const seen = new Map<string, string>();
  for (const route of routesOf(functions)) {
    const { path, apiId, routeKey } = route;
    if (apiId !== api?.logicalId)
      throw new Failure(
        `${path}.ApiId is ${apiId}, which is no HTTP API of the template; the local runner has no other.`,
      );
    routeAuthorization(route, api);
    const other = seen.get(routeKey);
    if (other) throw new Failure(`${path} declares the route ${routeKey}, which ${other} has already.`);
    seen.set(routeKey, path);
  }
  for (const key of api?.routeSettings.keys() ?? []) {
    if (!seen.has(key))
      throw new Failure(`${api?.logicalId}.RouteSettings names ${key}, which is no route of the API.`);
  }
};
