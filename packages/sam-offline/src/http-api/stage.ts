import type { GatewayRequest } from '../gateway/request.ts';
import type { GatewayResponse } from '../gateway/response.ts';
import { Throttle } from '../gateway/throttle.ts';
import { invokeWithin } from '../lambda/invoke-within.ts';
import type { Invocable } from '../lambda/pool.ts';
import type { Application } from '../template/application.ts';
import { routesOf } from '../template/events/registry.ts';
import type { CorsConfiguration } from '../template/http-api/api.ts';
import { type RouteAuthorization, routeAuthorization } from '../template/http-api/authorization.ts';
import type { HttpApiEvent } from '../template/http-api/event.ts';
import { buildEvent } from './event.ts';
import { authorize, type Decision, type JwtGrant } from './jwt/authorizer.ts';
import { keysOf } from './jwt/keys.ts';
import type { PublishedIssuer } from './published-issuer.ts';
import { type OwnAnswer, ownResponse, toResponse } from './response.ts';
import { type Match, Router } from './router.ts';

/** A route, who may call it, and the function behind it. */
export type Integration = {
  route: HttpApiEvent;
  /** Undefined for a public route. */
  authorization: RouteAuthorization | undefined;
  pool: Invocable;
};

export type StageOptions = {
  /** One that the stage publishes beside its routes. */
  issuer?: PublishedIssuer | undefined;
  /** Epoch milliseconds, for the times in tokens. */
  now?: () => number;
};

/** What is deployed of the HTTP API at one time: the `$default` stage. */
export class Stage {
  readonly #cors: CorsConfiguration | undefined;
  readonly #router: Router<Integration>;
  readonly #throttle: Throttle;
  readonly #issuer: PublishedIssuer | undefined;
  readonly #now: () => number;
  readonly #keys: Map<string, ReturnType<typeof keysOf>>;
  readonly #identity: { accountId: string; apiId: string };

  /** @param pools the deployed functions, by logical id */
  constructor(application: Application, pools: Map<string, Invocable>, options: StageOptions = {}) {
    const { httpApis, functions, accountId } = application;
    const [api] = httpApis;
    const integrations = functions.flatMap((lambda) =>
      routesOf([lambda]).map((route): [string, Integration] => {
        const pool = pools.get(lambda.logicalId);
        if (pool === undefined) throw new TypeError(`${lambda.logicalId} is not deployed`);
        return [route.routeKey, { route, authorization: api && routeAuthorization(route, api), pool }];
      }),
    );
    this.#cors = api?.cors;
    this.#issuer = options.issuer;
    this.#now = options.now ?? Date.now;
    const issuers = [...(api?.auth.authorizers.values() ?? [])].map(({ issuer }) => issuer);
    this.#keys = new Map(issuers.map((issuer) => [issuer, keysOf(issuer, options.issuer)]));
    this.#identity = { accountId, apiId: api?.logicalId ?? '' };
    this.#router = new Router(new Map(integrations));
    const own = new Map(integrations.flatMap(([key, { route }]) => (route.settings ? [[key, route.settings]] : [])));
    const unlimited = { rate: undefined, burst: undefined };
    this.#throttle = new Throttle(
      api?.defaultSettings ?? unlimited,
      new Map([...(api?.routeSettings ?? []), ...own]),
      performance.now(),
    );
  }

  /** What pages of other origins may do with the answer to a request. */
  cors(request: GatewayRequest): CorsConfiguration | undefined {
    return this.#issuer?.cors(request) ?? this.#cors;
  }

  /** What answers a request to the runner's own issuer, given its body; undefined when it is for something else. */
  issuerEndpoint(request: GatewayRequest): ((body: Buffer) => Promise<GatewayResponse>) | undefined {
    const endpoint = this.#issuer?.endpoint(request);
    return endpoint && (async (body) => endpoint(body, this.#now()));
  }

  /** The route of a request, if it may be called now; else why not. */
  route({ method, encodedPath }: GatewayRequest): Match<Integration> | OwnAnswer {
    try {
      const match = this.#router.match(method, encodedPath);
      if (match === undefined) return 'notFound';
      return this.#throttle.allows(match.target.route.routeKey, performance.now()) ? match : 'tooManyRequests';
    } catch (error) {
      if (error instanceof URIError) return 'badRequest';
      throw error;
    }
  }

  /** Whether a request may reach the function behind its route, by the token that it carries. */
  async authorize(request: GatewayRequest, { target }: Match<Integration>): Promise<Decision> {
    const { authorization } = target;
    if (authorization === undefined) return { grant: undefined };
    const keys = this.#keys.get(authorization.authorizer.issuer);
    if (keys === undefined) throw new TypeError(`${authorization.authorizer.name} is not deployed`);
    return authorize(request, authorization, keys, this.#now());
  }

  /** Invokes the function behind a route, at most for the integration's timeout. */
  async integrate(
    request: GatewayRequest,
    match: Match<Integration>,
    { grant, body }: { grant: JwtGrant | undefined; body: Buffer },
  ): Promise<GatewayResponse> {
    const { target, ...parameters } = match;
    const { routeKey, timeoutMs } = target.route;
    const event = buildEvent(request, { ...this.#identity, ...parameters, routeKey, grant, body });
    const outcome = await invokeWithin(target.pool, event, timeoutMs);
    if (outcome.type === 'result') return toResponse(outcome.payload);
    return ownResponse(FAILURES[outcome.type]);
  }
}

/** A function's own timeout is its failure; only the integration's is that of the gateway. */
const FAILURES = {
  failed: 'internalError',
  'timed-out': 'internalError',
  unavailable: 'unavailable',
  late: 'unavailable',
  'event-too-large': 'tooLarge',
} as const;
