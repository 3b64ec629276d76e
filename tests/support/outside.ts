import { createRequire } from 'node:module';
import { assertDocumented } from './contract.ts';

/** Loads a package. */
const load: (name: string) => unknown = createRequire(import.meta.url);

/** What lies outside of the sandboxes of test files, which find it in their globals (tests/environment.ts). */
export const shared = { load, assertDocumented };

declare global {
  var outside: typeof shared;
}
