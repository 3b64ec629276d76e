import type { RouteSettings } from '../template/route-settings.ts';

/** Lets `rate` requests a second through, and `burst` at once. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #filled: number;

  /** A side that isn't limited takes the other's value; with neither, everything passes. */
  constructor({ rate, burst }: RouteSettings, now: number) {
    this.#rate = rate ?? burst ?? Number.POSITIVE_INFINITY;
    this.#burst = burst ?? Math.ceil(this.#rate);
    this.#tokens = this.#burst;
    this.#filled = now;
  }

  /** Whether a request may pass now. @param now milliseconds, of any clock that only goes forward */
  take(now: number): boolean {
    if (this.#rate === Number.POSITIVE_INFINITY) return true;
    const gained = ((now - this.#filled) / 1_000) * this.#rate;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#filled = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

/**
 * The buckets of an API: one for each route with settings of its own, one that all others share.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export class Throttle {
  readonly #shared: TokenBucket;
  readonly #own: Map<string, TokenBucket>;

  constructor(shared: RouteSettings, own: Map<string, RouteSettings>, now: number) {
    this.#shared = new TokenBucket(shared, now);
    this.#own = new Map(
      [...own].map(([routeKey, settings]) => [routeKey, new TokenBucket({ ...shared, ...given(settings) }, now)]),
    );
  }

  allows(routeKey: string, now: number): boolean {
    return (this.#own.get(routeKey) ?? this.#shared).take(now);
  }
}

const given = ({ rate, burst }: RouteSettings): Partial<RouteSettings> => ({
  ...(rate !== undefined && { rate }),
  ...(burst !== undefined && { burst }),
});
