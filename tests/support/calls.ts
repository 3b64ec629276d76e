import type { Answer } from './whiteboard.ts';

/** The parts of a request besides its route. `path` has values for the route's {placeholders}, and may have more. */
export type Sent = {
  path?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  sourceIp?: string;
};

/** Sends a request to a route as template.yaml spells it, `GET /boards/{boardId}`, as one caller; over HTTP or in this process. */
export type Call = (route: string, sent?: Sent) => Promise<Answer>;

/**
 * A route's method, its path with the parameters filled in, and those parameters by their names.
 * @throws Error for a parameter that has no value
 */
export const fillRoute = (route: string, values: Record<string, string | undefined> = {}) => {
  const [method = '', template = ''] = route.split(' ');
  const pathParameters: Record<string, string> = {};
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${route}: a value for ${name} is missing`);
    pathParameters[name] = value;
    return encodeURIComponent(value);
  });
  return { method, path, pathParameters };
};

const parsed = async (answer: Response): Promise<Answer['body']> => {
  const text = await answer.text();
  if (text === '') return {};
  return /json$/.test(answer.headers.get('content-type') ?? '')
    ? JSON.parse(text)
    : (text as unknown as Answer['body']);
};

/** Sends requests over HTTP. @param url base URL of the API @param authorization the header of that name, if there is one */
export const callOver =
  (url: string, authorization?: string): Call =>
  async (route, { path: values, query, headers, body } = {}) => {
    const { method, path } = fillRoute(route, values);
    const answer = await fetch(`${url}${path}${query ? `?${new URLSearchParams(query)}` : ''}`, {
      method,
      headers: {
        ...(authorization && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await parsed(answer) };
  };

/** Sends a request that must succeed, and returns its body. */
export const done = async (answering: Promise<Answer>): Promise<Record<string, unknown>> => {
  const { status, body } = await answering;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
};
