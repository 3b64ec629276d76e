import { authorizations, type Caller } from './callers.ts';

export type ApiRequest = { method: string; path: string; headers?: Record<string, string>; body?: object | undefined };

/** The HTTP API as its callers reach it. */
export type Api = {
  /** Sends a request with the caller's Authorization header, if they have one, and headers of its own over it. */
  send(caller: Caller, request: ApiRequest): Promise<Response>;
  /** The same for what must succeed: its parsed body. */
  must<T = Record<string, unknown>>(caller: Caller, route: `${string} /${string}`, body?: object): Promise<T>;
};

/** @param url base URL of a runner with an authorizer of its own */
export const connectApi = async (url: string): Promise<Api> => {
  const tokens = await authorizations(url);
  const send: Api['send'] = (caller, { method, path, headers, body }) => {
    const authorization = tokens.get(caller);
    return fetch(`${url}${path}`, {
      method,
      headers: {
        ...(authorization && { authorization }),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  };
  const must = async <T>(caller: Caller, route: string, body?: object): Promise<T> => {
    const [method = '', path = ''] = route.split(' ');
    const answer = await send(caller, { method, path, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${caller}: ${route} failed with ${answer.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  return { send, must };
};

/** Codes of refusals, as the table spells them beside their status. */
const REFUSALS: Record<string, string> = {
  'not-found': '404',
  'role-too-low': '403r',
  'not-author': '403a',
  'link-read-only': '403l',
  'not-admin': '403n',
  'edit-token-wrong': '403e',
  'edit-token-missing': '401e',
  'last-owner': '409o',
};

/**
 * How the table spells an answer: a success by its status, the gateway's own 401 as `401`, what a function refuses, which
 * must be problem details, by `REFUSALS`. Anything else in full, so that it equals no cell.
 */
export const outcomeOf = async (answer: Response): Promise<string> => {
  const text = await answer.text();
  const type = answer.headers.get('content-type');
  if (answer.ok) return String(answer.status);
  if (answer.status === 401 && type === 'application/json' && text === '{"message":"Unauthorized"}') return '401';
  const { code, status } = JSON.parse(text) as { code?: string; status?: number };
  const known = REFUSALS[code ?? ''];
  const isProblem = type === 'application/problem+json' && status === answer.status;
  return isProblem && known?.startsWith(String(status)) ? known : `${answer.status} ${type} ${text}`;
};
