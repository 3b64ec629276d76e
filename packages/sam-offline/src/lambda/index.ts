/** Functions: the entry `sam-offline/lambda`. */
export type { Invocable, Invocation } from './pool.ts';
export { type Reaper, startReaper } from './reaper.ts';
