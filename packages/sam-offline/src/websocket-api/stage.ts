import { Throttle } from '../gateway/throttle.ts';
import { type Integration, invokeWithin } from '../lambda/invoke-within.ts';
import type { Invocable } from '../lambda/pool.ts';
import type { Application } from '../template/application.ts';
import { isMap } from '../template/parse.ts';
import type { WebSocketApi } from '../template/websocket-api/api.ts';
import { functionOf } from '../template/websocket-api/check.ts';
import type { StageIdentity } from './event.ts';

/** What came of a route: the function's answer, or why there is none. `functionName` where a route is. */
export type RouteAnswer =
  | { type: 'answered'; status: number; headers: Map<string, string>; functionName: string }
  | { type: 'no-route'; functionName?: undefined }
  | { type: 'throttled' | 'failed' | 'timed-out'; functionName: string };

type Route = { pool: Invocable; timeoutMs: number };

/** @returns undefined when the application has no WebSocket API */
export const webSocketStage = (application: Application, pools: Map<string, Invocable>): WebSocketStage | undefined => {
  const [api] = application.webSocketApis;
  return api && new WebSocketStage(api, application, pools);
};

/** What is deployed of the WebSocket API at one time. */
export class WebSocketStage {
  readonly identity: StageIdentity;
  readonly #api: WebSocketApi;
  readonly #routes: Map<string, Route>;
  readonly #throttle: Throttle;

  /** @param pools the deployed functions, by logical id */
  constructor(api: WebSocketApi, application: Application, pools: Map<string, Invocable>) {
    this.identity = { apiId: api.logicalId, stage: api.stageName };
    this.#api = api;
    this.#routes = new Map(
      [...api.routes].map(([key, { functionArn, timeoutMs }]): [string, Route] => {
        const pool = pools.get(functionOf(functionArn, application)?.logicalId ?? '');
        if (pool === undefined) throw new TypeError(`${functionArn} is not deployed`);
        return [key, { pool, timeoutMs }];
      }),
    );
    this.#throttle = new Throttle(api.defaultSettings, api.routeSettings, performance.now());
  }

  /** The route key that a message selects: `$default` for what is no JSON, or names no route. */
  select(body: string): string {
    const key = selected(body, this.#api.routeSelection);
    return key !== undefined && !key.startsWith('$') && this.#routes.has(key) ? key : '$default';
  }

  /** Hands an event to the function behind a route. Nothing that it does is an error here. */
  async call(routeKey: string, event: object): Promise<RouteAnswer> {
    const route = this.#routes.get(routeKey);
    if (route === undefined) return { type: 'no-route' };
    const functionName = route.pool.lambda.logicalId;
    // Nobody can come back later with the end of a connection.
    const isAllowed = routeKey === '$disconnect' || this.#throttle.allows(routeKey, performance.now());
    if (!isAllowed) return { type: 'throttled', functionName };
    return { ...answerOf(await invokeWithin(route.pool, event, route.timeoutMs)), functionName };
  }
}

/** The result is stringified, as AWS has it: `{"action":1}` selects the route `1`. */
const selected = (body: string, members: string[]): string | undefined => {
  let value = parsed(body);
  for (const member of members) value = isMap(value) && Object.hasOwn(value, member) ? value[member] : undefined;
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

type Answer =
  | { type: 'answered'; status: number; headers: Map<string, string> }
  | { type: 'failed' }
  | { type: 'timed-out' };

/** Without a status a proxy integration's answer is malformed, on every route. */
const answerOf = (outcome: Integration): Answer => {
  if (outcome.type === 'late') return { type: 'timed-out' };
  if (outcome.type !== 'result') return { type: 'failed' };
  const result: unknown = JSON.parse(outcome.payload);
  const status = isMap(result) ? Number(result.statusCode) : Number.NaN;
  if (!isMap(result) || !Number.isInteger(status) || status < 200 || status > 599) return { type: 'failed' };
  const headers = isMap(result.headers) ? Object.entries(result.headers) : [];
  return {
    type: 'answered',
    status,
    headers: new Map(headers.map(([name, value]) => [name.toLowerCase(), String(value)])),
  };
};
