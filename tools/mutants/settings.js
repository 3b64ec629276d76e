/** What all runs of the mutation tests share; `name` is that of the run, for its incremental results. */
export const settings = (name, { mutate, jest }) => ({
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  coverageAnalysis: 'perTest',
  jest: { configFile: 'jest.config.js', ...jest },
  mutate,
  concurrency: 1,
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  tempDirName: '.mutants/sandboxes',
  incrementalFile: `.mutants/${name}.json`,
  // TypeScript 7 has no API for Stryker to rewrite tsconfig.json by, and swc reads none.
  ignorePatterns: ['tsconfig.json', 'web', 'docs/images', 'sourcemaps', 'dist', 'dist-web', 'benches'],
  allowEmpty: false,
});
