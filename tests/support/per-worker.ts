declare global {
  var outside: typeof import('./outside.ts');
}

/** See tests/environment.ts. */
export const { assertDocumented } = globalThis.outside;
