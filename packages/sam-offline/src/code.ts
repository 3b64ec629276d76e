import { join } from 'node:path';
import type { Builder } from '../../../tools/build.ts';
import { functionFiles } from '../../../tools/functions.ts';
import { isUpToDate } from '../../../tools/up-to-date.ts';
import { Failure, messageOf } from './failure.ts';

const PROJECT = join(import.meta.dirname, '../../..');

/** The functions' code: brings the folders that the template names up to date. */
export type Code = {
  /** @throws Failure with what the compiler says */
  build(): Promise<void>;
};

/** Code that is served as it lies there. */
export const prebuilt: Code = { build: async () => undefined };

/** This project’s own functions, bundled into `dist/` at the start unless they are there, and after every change. */
export const projectCode = (): Code => {
  let builder: Builder | undefined;
  let handlers = '';
  let started = false;
  return {
    build: async () => {
      const first = !started;
      started = true;
      if (first && isUpToDate()) return;
      const found = [...functionFiles(PROJECT).values()].join();
      if (found !== handlers) {
        await builder?.dispose();
        const { createBuilder } = await import('../../../tools/build.ts');
        builder = await createBuilder();
        handlers = found;
      }
      try {
        await builder?.rebuild();
      } catch (error) {
        throw new Failure(messageOf(error));
      }
    },
  };
};
