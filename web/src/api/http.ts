import type { Problem } from '../board/mutation.ts';

/** The server refused. `message` is its own sentence for the person who asked. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** There was no answer, or one that says to try again later: whether the request was carried out is not known. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'Unreachable';
  }
}

type Init = { body?: unknown; headers?: Record<string, string> };

/** Calls the API. Rejects with Refused or Unreachable. */
export type Call = <T>(method: string, path: string, init?: Init) => Promise<T>;

const MAY_PASS = [429, 502, 503, 504];
const TIMEOUT_MS = 15_000;

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
    const bearer = await token();
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
    if (MAY_PASS.includes(answer.status)) throw new Unreachable();
    const text = await answer.text().catch((error: unknown) => {
      throw new Unreachable(error);
    });
    const parsed: unknown = text === '' ? undefined : parse(text);
    if (!answer.ok) throw new Refused(problemOf(answer.status, parsed));
    return parsed as T;
  };

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
