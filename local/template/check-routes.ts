import { Failure } from '../failure.ts';
import type { HttpApiEvent } from './events/http-api.ts';
import type { LambdaFunction } from './resources/function.ts';
import type { HttpApi } from './resources/http-api.ts';

type Routed = { httpApis: HttpApi[]; functions: LambdaFunction[] };

/**
 * What only the whole application shows: every route belongs to the one HTTP API, is open, and exists once.
 * @throws Failure naming the function and its event
 */
export const checkRoutes = ({ httpApis, functions }: Routed): void => {
  const [api, second] = httpApis;
  if (second) throw new Failure(`${second.logicalId} is a second HTTP API; the local runner serves one.`);
  const seen = new Map<string, string>();
  for (const route of functions.flatMap(({ events }) => events)) {
    const { path, apiId, routeKey } = route;
    if (apiId !== api?.logicalId) throw new Failure(`${path}.ApiId is ${apiId}, which is no HTTP API of the template.`);
    checkOpen(route, api);
    const other = seen.get(routeKey);
    if (other) throw new Failure(`${path} declares the route ${routeKey}, which ${other} has already.`);
    seen.set(routeKey, path);
  }
  for (const key of api?.routeSettings.keys() ?? []) {
    if (!seen.has(key))
      throw new Failure(`${api?.logicalId}.RouteSettings names ${key}, which is no route of the API.`);
  }
};

const checkOpen = ({ path, authorizer }: HttpApiEvent, api: HttpApi): void => {
  const effective = authorizer ?? (api.closedByDefault ? 'AWS_IAM' : 'NONE');
  if (effective === 'NONE') return;
  const origin = authorizer === undefined ? ` by ${api.logicalId}.Auth.DefaultAuthorizer` : '';
  throw new Failure(
    `${path}.Auth.Authorizer is ${effective}${origin}, which the local runner cannot honour; ` +
      'a public route says Authorizer: NONE.',
  );
};
