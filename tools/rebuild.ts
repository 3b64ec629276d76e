import { join } from 'node:path';
import type { BuildOccasion } from 'sam-offline';
import type { Builder } from './build.ts';
import { functionFiles } from './functions.ts';
import { isUpToDate } from './up-to-date.ts';

const PROJECT = join(import.meta.dirname, '..');

let builder: Builder | undefined;
let handlers = '';

/** Bundles the functions into `dist/`, at a start only where they are not there yet. Rejects with esbuild's BuildFailure. */
export const rebuild = async (occasion: BuildOccasion): Promise<void> => {
  if (occasion === 'start' && isUpToDate()) return;
  const found = [...functionFiles(PROJECT).values()].join();
  if (found !== handlers) {
    await builder?.dispose();
    const { createBuilder } = await import('./build.ts');
    builder = await createBuilder();
    handlers = found;
  }
  await builder?.rebuild();
};
