import type { Problem } from '../board/mutation.ts';

/** The server refused the request. `message` is the server's own text for the person. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** There was no answer. The request may have been carried out. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'Unreachable';
  }
}

/** The server cannot carry out the request now. `afterMs`: when to try again, according to the server. */
export class Busy extends Error {
  readonly problem: Problem;
  readonly afterMs: number;

  constructor(problem: Problem, afterMs: number) {
    super(problem.detail);
    this.name = 'Busy';
    this.problem = problem;
    this.afterMs = afterMs;
  }
}

type Init = { body?: unknown; headers?: Record<string, string> };

/** Calls the API. Rejects with Refused, Busy or Unreachable. */
export type Call = <T>(method: string, path: string, init?: Init) => Promise<T>;

const MAY_PASS = [429, 502, 503, 504];
const TIMEOUT_MS = 15_000;
const SOON_S = 5;

/** Whether the server may accept the request later. */
export const mayPass = ({ status }: Problem): boolean => MAY_PASS.includes(status);

/** A Retry-After header in seconds, as milliseconds. */
const afterMs = (headers: Headers): number => (Number(headers.get('retry-after')) || SOON_S) * 1_000;

const problemOf = (status: number, body: unknown): Problem => {
  const { code = '', detail = '', message = '' } = (body ?? {}) as Record<string, string>;
  return { status, code, detail: detail || message || `The server answered ${status}.` };
};

/**
 * @param base URL of the API, '' for the page's own origin
 * @param token the bearer token; undefined while nobody is signed in
 */
export const caller =
  (base: string, token: () => Promise<string | undefined> = async () => undefined): Call =>
  async <T>(method: string, path: string, { body, headers = {} }: Init = {}) => {
    const bearer = await token().catch((error: unknown) => {
      throw new Unreachable(error);
    });
    const init: RequestInit = {
      method,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    const answer = await fetch(`${base}${path}`, init).catch((error: unknown) => {
      throw new Unreachable(error);
    });
    const text = await answer.text().catch((error: unknown) => {
      throw new Unreachable(error);
    });
    const parsed: unknown = text === '' ? undefined : parse(text);
    if (answer.ok) return parsed as T;
    const problem = problemOf(answer.status, parsed);
    throw mayPass(problem) ? new Busy(problem, afterMs(answer.headers)) : new Refused(problem);
  };

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
