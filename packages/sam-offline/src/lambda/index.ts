/** Functions: the entry `sam-offline/lambda`. */
export { environmentVariables } from './environment.ts';
export type { Invocable, Invocation } from './pool.ts';
export { type Reaper, startReaper } from './reaper.ts';
