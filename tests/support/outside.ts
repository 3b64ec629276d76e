import { createRequire } from 'node:module';

export { assertDocumented } from './contract.ts';

/** Loads a package. */
export const load: (name: string) => unknown = createRequire(import.meta.url);
