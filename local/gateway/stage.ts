import type { FunctionPool } from '../lambda/pool.ts';
import type { Application } from '../template/application.ts';
import type { HttpApiEvent } from '../template/events/http-api.ts';
import type { CorsConfiguration } from '../template/resources/http-api.ts';
import { buildEvent } from './event.ts';
import type { GatewayRequest } from './request.ts';
import { type GatewayResponse, type OwnAnswer, ownResponse, toResponse } from './response.ts';
import { type Match, Router } from './router.ts';
import { Throttle } from './throttle.ts';

/** A route and the function behind it. */
export type Integration = { route: HttpApiEvent; pool: FunctionPool };

/** What is deployed of the HTTP API at one time: the `$default` stage. */
export class Stage {
  readonly cors: CorsConfiguration | undefined;
  readonly #router: Router<Integration>;
  readonly #throttle: Throttle;
  readonly #identity: { accountId: string; apiId: string };

  /** @param pools the deployed functions, by logical id */
  constructor({ httpApis, functions, accountId }: Application, pools: Map<string, FunctionPool>) {
    const [api] = httpApis;
    const integrations = functions.flatMap(({ logicalId, events }) =>
      events.map((route): [string, Integration] => {
        const pool = pools.get(logicalId);
        if (pool === undefined) throw new TypeError(`${logicalId} is not deployed`);
        return [route.routeKey, { route, pool }];
      }),
    );
    this.cors = api?.cors;
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

  /** Invokes the function behind a route, at most for the integration's timeout. */
  async integrate(request: GatewayRequest, match: Match<Integration>, body: Buffer): Promise<GatewayResponse> {
    const { target, ...parameters } = match;
    const { routeKey, timeoutMs } = target.route;
    const event = buildEvent(request, { ...this.#identity, ...parameters, routeKey, body });
    const invocation = target.pool.invoke(event, timeoutMs);
    const timeout = Promise.withResolvers<{ type: 'unavailable' }>();
    const timer = setTimeout(() => timeout.resolve({ type: 'unavailable' }), timeoutMs);
    const outcome = await Promise.race([invocation, timeout.promise]);
    clearTimeout(timer);
    if (outcome.type === 'result') return toResponse(outcome.payload);
    return ownResponse(FAILURES[outcome.type]);
  }
}

/** A function's own timeout is its failure; only the integration's is that of the gateway. */
const FAILURES = {
  failed: 'internalError',
  'timed-out': 'internalError',
  unavailable: 'unavailable',
  'event-too-large': 'tooLarge',
} as const;
