import type { FunctionPool, Invocation } from './pool.ts';

/** Lambda keeps an event for so long while there is no room for it. */
const LONGEST_WAIT_MS = 6 * 3_600_000;

/**
 * Invokes a function for something that waits for no result. Lambda would try twice more what fails, after one minute and
 * after two; this tries once, so that somebody who looks at a failure sees it once.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export const invokeAsynchronously = (pool: FunctionPool, event: unknown): Promise<Invocation> =>
  pool.invoke(event, LONGEST_WAIT_MS);
