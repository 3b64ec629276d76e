import { createRequire } from 'node:module';
import { assertDocumented } from './contract.ts';

/** Loads a package. */
const load: (name: string) => unknown = createRequire(import.meta.url);

/** Values from outside of the sandboxes of test files, which get them as globals (tests/environment.ts). */
export const shared = { load, assertDocumented };

declare global {
  var outside: typeof shared;
}
