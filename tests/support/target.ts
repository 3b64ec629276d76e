import { type Runner, startRunner } from 'sam-offline/testing/runner';
import { assertDocumented, operationOf } from './contract.ts';
import { tokenFor } from './identity.ts';

/** Where the black-box suite runs: our runner, `sam local start-api`, or a deployed stack. */
type Kind = 'runner' | 'sam-local' | 'deployed';

const API_GATEWAY = {
  unknownRoute: { status: 404, body: { message: 'Not Found' } },
  withoutToken: { message: 'Unauthorized' } as object,
  requestIdHeader: true,
  corsOnErrors: true,
};

/**
 * The differences of `sam local start-api` from API Gateway. The suite asserts each, so that a vanished difference is
 * noticed.
 */
const DIFFERENCES: Record<Kind, typeof API_GATEWAY> = {
  runner: API_GATEWAY,
  deployed: API_GATEWAY,
  'sam-local': {
    unknownRoute: { status: 403, body: { message: 'Missing Authentication Token' } },
    // It skips authorizers, so the function itself refuses.
    withoutToken: { code: 'unauthenticated', title: 'You are not signed in' },
    requestIdHeader: false,
    corsOnErrors: false,
  },
};

/** Fails if docs/openapi.json does not list the answer. The gateway answers requests without a route. */
const checked = async (method: string, path: string, answer: Response): Promise<Response> => {
  if (operationOf(method, path)) {
    const text = await answer.clone().text();
    const headers = Object.fromEntries(answer.headers);
    assertDocumented(method, path, { status: answer.status, headers, body: text === '' ? {} : JSON.parse(text) });
  }
  return answer;
};

/**
 * The system under test: the one at BASE_URL (with TARGET=sam-local for `sam local start-api`), else a new runner with
 * an empty board in memory. `call` is `fetch` that also checks every answer against the document.
 */
export const useTarget = () => {
  const kind = (process.env.TARGET ?? (process.env.BASE_URL ? 'deployed' : 'runner')) as Kind;
  let url = process.env.BASE_URL?.replace(/\/$/, '') ?? '';
  let runner: Runner | undefined;
  beforeAll(async () => {
    if (url) return;
    runner = await startRunner(['--memory', '--no-watch']);
    url = runner.url;
  });
  afterAll(() => runner?.stop());
  return {
    expected: DIFFERENCES[kind],
    /** A token that the target accepts: of the runner's own issuer, else the value of TOKEN; undefined without one. */
    token: async (): Promise<string | undefined> => (runner ? tokenFor(runner.url, 'ada') : process.env.TOKEN),
    call: async (path: string, init: RequestInit = {}): Promise<Response> =>
      checked(init.method ?? 'GET', path.replace(/\?.*/, ''), await fetch(`${url}${path}`, init)),
  };
};
