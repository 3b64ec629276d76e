import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/**
 * tests/browser needs a browser: the one that CHROMIUM names, or one of the usual names on the PATH. Without any, the
 * rest runs; REQUIRE_BROWSER says that this will not do.
 */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const onPath = () =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
process.env.CHROMIUM ||= onPath() ?? '';
const hasBrowser = process.env.CHROMIUM !== '';
if (!hasBrowser) {
  const missing = 'tests/browser: NOT RUN, there is no browser. Install Chromium, or name one: CHROMIUM=/path/to/it';
  if (process.env.REQUIRE_BROWSER) throw new Error(missing);
  console.warn(missing);
}

// The suites run as CommonJS through swc. middy ships ES modules only, and exports them to `import` alone: it is found
// by its path and transformed with the sources, as are the validator of OpenAPI documents and jose.
export default {
  testEnvironment: 'node',
  testTimeout: 30_000,
  testPathIgnorePatterns: ['/node_modules/', ...(hasBrowser ? [] : ['/tests/browser/'])],
  roots: ['<rootDir>/tests'],
  moduleNameMapper: { '^@middy/([a-z-]+)$': '<rootDir>/node_modules/@middy/$1/index.js' },
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!@middy/|@seriousme/|@noble/|jose/)'],
  collectCoverage: true,
  collectCoverageFrom: ['src/**/*.ts'],
  coverageReporters: ['text'],
  maxWorkers: 3,
};
