import type { Invocable, Invocation } from './pool.ts';

/** `late`: a gateway doesn't wait any longer, while the function goes on with its work. */
export type Integration = Invocation | { type: 'late' };

/** Invokes a function as a gateway's integration does: for at most `timeoutMs`. */
export const invokeWithin = async (pool: Invocable, event: object, timeoutMs: number): Promise<Integration> => {
  const late = Promise.withResolvers<Integration>();
  const timer = setTimeout(() => late.resolve({ type: 'late' }), timeoutMs);
  const outcome = await Promise.race([pool.invoke(event, timeoutMs), late.promise]);
  clearTimeout(timer);
  return outcome;
};
