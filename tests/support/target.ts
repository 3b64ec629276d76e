import { type Runner, startRunner } from './runner.ts';

/** Where the black-box suite runs: our runner, `sam local start-api`, or a deployed stack. */
type Kind = 'runner' | 'sam-local' | 'deployed';

/**
 * What `sam local start-api` does otherwise than API Gateway. Each entry is asserted by the suite, so that a difference
 * that goes away is noticed.
 */
const DIFFERENCES = {
  runner: { unknownRoute: { status: 404, body: { message: 'Not Found' } }, requestIdHeader: true, corsOnErrors: true },
  deployed: {
    unknownRoute: { status: 404, body: { message: 'Not Found' } },
    requestIdHeader: true,
    corsOnErrors: true,
  },
  'sam-local': {
    unknownRoute: { status: 403, body: { message: 'Missing Authentication Token' } },
    requestIdHeader: false,
    corsOnErrors: false,
  },
} as const;

/**
 * The system under test: what BASE_URL names (with TARGET=sam-local for `sam local start-api`), else a runner of its
 * own with an empty board in memory.
 */
export const useTarget = () => {
  const kind = (process.env.TARGET ?? (process.env.BASE_URL ? 'deployed' : 'runner')) as Kind;
  const state = { url: process.env.BASE_URL?.replace(/\/$/, '') ?? '', expected: DIFFERENCES[kind] };
  let runner: Runner | undefined;
  beforeAll(async () => {
    if (state.url) return;
    runner = await startRunner(['--memory', '--no-watch']);
    state.url = runner.url;
  });
  afterAll(() => runner?.stop());
  return state;
};
