import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { AREAS } from './areas.ts';

const FOLDER = '.mutants';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { incremental: { type: 'boolean', default: false } },
});
const names = positionals.length > 0 ? positionals : Object.keys(AREAS);

for (const name of names) {
  const area = AREAS[name];
  if (!area) throw new Error(`There is no area ${name}; there are ${Object.keys(AREAS).join(', ')}.`);
  const { mutate, tests, stored = false } = area;
  console.log(`\n=== ${name}`);
  await new Stryker({
    mutate,
    plugins: [import.meta.resolve('@stryker-mutator/jest-runner'), import.meta.resolve('./words.ts')],
    ignorers: ['words'],
    testRunner: 'jest',
    coverageAnalysis: 'perTest',
    jest: {
      configFile: 'jest.config.js',
      enableFindRelatedTests: !stored,
      config: {
        testEnvironment: './tests/environment.ts',
        // Options are sent to another process as JSON, where undefined would be none.
        ...(!stored && { globalSetup: null, globalTeardown: null }),
        testMatch: tests.map((pattern) => `<rootDir>/${pattern}`),
        watchman: false,
      },
    },
    concurrency: 1,
    // A mutant that only waits for a busy machine is none that was found out.
    timeoutMS: 20_000,
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    thresholds: { high: 95, low: 90, break: 90 },
    tempDirName: `${FOLDER}/sandboxes`,
    incremental: values.incremental,
    incrementalFile: `${FOLDER}/${name}.json`,
    // TypeScript 7 has no API for Stryker to rewrite tsconfig.json by, and swc reads none.
    ignorePatterns: ['tsconfig.json', 'web', 'docs/images', 'sourcemaps', 'dist', 'dist-web', 'benches'],
  }).runMutationTest();
}
