import type { ExecutionEnvironment } from './execution-environment.ts';

/** How long environments wait for work before they end, in milliseconds, and how many of them at most. */
export type IdleLimits = {
  /** Of all functions together. */
  most: number;
  /** For the one of its function that was used last. */
  newestMs: number;
  /** For each other one of its function. */
  othersMs: number;
};

/** Lambda's own are not documented. */
export const IDLE_LIMITS: IdleLimits = { most: 48, newestMs: 5 * 60_000, othersMs: 30_000 };

type Idle = { owner: object; environment: ExecutionEnvironment; since: number };

/**
 * The environments of all functions that wait for work. They end after a while, and those that were used least recently
 * at once when there are too many: so the memory that is held does not grow with the number of functions.
 */
export class IdleEnvironments {
  readonly #limits: IdleLimits;
  /** The least recently used one first. */
  #idle: Idle[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: IdleLimits) {
    this.#limits = limits;
  }

  /** @param owner the function's pool */
  add(owner: object, environment: ExecutionEnvironment): void {
    this.#idle.push({ owner, environment, since: performance.now() });
    this.#endSome();
  }

  /** The function's environment that was used last: it is the warmest. */
  take(owner: object): ExecutionEnvironment | undefined {
    const environment = this.#idle.findLast((idle) => idle.owner === owner)?.environment;
    if (environment) this.remove(environment);
    return environment;
  }

  remove(environment: ExecutionEnvironment): void {
    this.#idle = this.#idle.filter((idle) => idle.environment !== environment);
    this.#endSome();
  }

  #endSome(): void {
    const now = performance.now();
    const surplus = this.#idle.length - this.#limits.most;
    const isOver = (idle: Idle, index: number) => index < surplus || this.#endsAt(idle) <= now;
    const over = this.#idle.filter(isOver);
    this.#idle = this.#idle.filter((idle) => !over.includes(idle));
    for (const { environment } of over) void environment.terminate();
    this.#schedule(now);
  }

  #schedule(now: number): void {
    clearTimeout(this.#timer);
    const next = Math.min(...this.#idle.map((idle) => this.#endsAt(idle)));
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.#endSome(), next - now).unref();
  }

  #endsAt({ owner, environment, since }: Idle): number {
    const newest = this.#idle.findLast((idle) => idle.owner === owner);
    const { newestMs, othersMs } = this.#limits;
    return since + (newest?.environment === environment ? newestMs : othersMs);
  }
}
