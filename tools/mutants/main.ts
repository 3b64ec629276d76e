import { Failure, INFORMATION_HELP, parseCommandLine, runScript } from '../command-line.ts';
import { AREAS, type Area } from './areas.ts';

const FOLDER = '.mutants';

const HELP = `npm run mutants -- [area …] [options]: makes small changes to the code, and says which of them no test fails for

Areas: ${Object.keys(AREAS).join(', ')}; all of them where none is named. It fails under 90 % of one.

  --incremental             only what has changed since the last time
${INFORMATION_HELP}`;

/** Imported late, because Stryker takes seconds to load. */
const mutate = async (name: string, { mutate, tests, stored = false }: Area, incremental: boolean): Promise<void> => {
  const { Stryker } = await import('@stryker-mutator/core');
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
        roots: ['<rootDir>/tests', '<rootDir>/packages/sam-offline/tests'],
        reporters: [],
        // Options are sent to another process as JSON, which drops undefined.
        ...(!stored && { globalSetup: null, globalTeardown: null }),
        testMatch: tests.map((pattern) => `<rootDir>/${pattern}`),
        watchman: false,
      },
    },
    concurrency: 1,
    // A mutant that only waits for a busy machine must not count as killed.
    timeoutMS: 20_000,
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    thresholds: { high: 95, low: 90, break: 90 },
    tempDirName: `${FOLDER}/sandboxes`,
    incremental,
    incrementalFile: `${FOLDER}/${name}.json`,
    // TypeScript 7 has no API with which Stryker could rewrite tsconfig.json, and swc does not read that file.
    ignorePatterns: ['tsconfig.json', 'web', 'docs/images', 'sourcemaps', 'dist', 'dist-web', 'benches'],
  }).runMutationTest();
};

await runScript(HELP, async (args) => {
  const { values, positionals } = parseCommandLine({
    args,
    allowPositionals: true,
    options: { incremental: { type: 'boolean', default: false } },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(AREAS);
  for (const name of names) {
    const area = AREAS[name];
    if (!area) throw new Failure(`There is no area ${name}; there are ${Object.keys(AREAS).join(', ')}.`);
    await mutate(name, area, values.incremental);
  }
});
