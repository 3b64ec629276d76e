import type { PerWorker } from '../environment.ts';

declare global {
  var perWorker: PerWorker;
}

/** See tests/environment.ts. */
export const { assertDocumented, templateJson } = globalThis.perWorker;
