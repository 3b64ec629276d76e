/** A route that matched: `pathParameters` are decoded, and absent when the route has none. */
export type Match<Target> = { target: Target; pathParameters?: Record<string, string> };

type Segment = { kind: 'text' | 'parameter' | 'greedy'; name: string };

/** `rank` sorts before those of the less specific routes that match the same paths. */
type Route<Target> = { method: string; segments: Segment[]; rank: string; target: Target };

/**
 * Finds the route of a request as HTTP APIs do: the most specific path first (text before `{parameter}` before
 * `{greedy+}`, segment by segment), on the same path the request's own method before ANY, and `$default` last. A path
 * whose routes all have other methods is simply not there: an HTTP API answers 404, and knows no 405.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export class Router<Target> {
  readonly #routes: Route<Target>[];
  readonly #default: Target | undefined;

  /** @param routes by route key: `GET /boards/{id}`, `ANY /{proxy+}`, `$default` */
  constructor(routes: Map<string, Target>) {
    this.#default = routes.get('$default');
    this.#routes = [...routes]
      .filter(([key]) => key !== '$default')
      .map(([key, target]) => parseRoute(key, target))
      .sort((a, b) => a.rank.localeCompare(b.rank));
  }

  /**
   * @param encodedPath as sent: an encoded slash is part of its segment
   * @throws URIError when the path isn't properly percent-encoded
   */
  match(method: string, encodedPath: string): Match<Target> | undefined {
    // `OPTIONS *` has a target that is no path; it matches nothing but $default.
    const match = encodedPath.startsWith('/')
      ? this.#matchSegments(method, encodedPath.slice(1).split('/').map(decodeURIComponent))
      : undefined;
    return match ?? (this.#default === undefined ? undefined : { target: this.#default });
  }

  #matchSegments(method: string, segments: string[]): Match<Target> | undefined {
    for (const route of this.#routes) {
      if (route.method !== method && route.method !== 'ANY') continue;
      const parameters = matchSegments(route.segments, segments);
      if (parameters === undefined) continue;
      const hasParameters = Object.keys(parameters).length > 0;
      return { target: route.target, ...(hasParameters && { pathParameters: parameters }) };
    }
    return undefined;
  }
}

const parseRoute = <Target>(key: string, target: Target): Route<Target> => {
  const space = key.indexOf(' ');
  const segments = key
    .slice(space + 2)
    .split('/')
    .map(parseSegment);
  const method = key.slice(0, space);
  return { method, segments, rank: rankOf(method, segments), target };
};

const parseSegment = (text: string): Segment => {
  const name = /^\{([^}]+)\}$/.exec(text)?.[1];
  if (name === undefined) return { kind: 'text', name: text };
  return name.endsWith('+') ? { kind: 'greedy', name: name.slice(0, -1) } : { kind: 'parameter', name };
};

const RANK = { text: 0, parameter: 1, greedy: 2 };

/** By the kinds of the segments, then by method. Two routes of different lengths match no path in common, or differ in kinds. */
const rankOf = (method: string, segments: Segment[]): string =>
  [...segments.map(({ kind }) => RANK[kind]), Number(method === 'ANY')].join('');

const matchSegments = (route: Segment[], path: string[]): Record<string, string> | undefined => {
  const parameters: [string, string][] = [];
  for (const [index, { kind, name }] of route.entries()) {
    const segment = path[index];
    if (segment === undefined || (kind !== 'text' && segment === '')) return undefined;
    if (kind === 'greedy') return Object.fromEntries([...parameters, [name, path.slice(index).join('/')]]);
    if (kind === 'parameter') parameters.push([name, segment]);
    else if (name !== segment) return undefined;
  }
  return path.length === route.length ? Object.fromEntries(parameters) : undefined;
};
