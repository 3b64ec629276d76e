import process from 'node:process';

// The suites run as CommonJS through swc. jose ships ES modules only: it is transformed with the sources.
export default {
  testEnvironment: 'node',
  // What a file leaves in its globals is shared with the next one.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  // A test ends by what it waits for (testing/wait-for.ts); this ends what waits for nothing.
  testTimeout: 300_000 * Number(process.env.TEST_PATIENCE ?? 1),
  roots: ['<rootDir>/tests'],
  // jest's sandbox makes every look-up of a global slow (https://github.com/nodejs/node/issues/31658), but for these.
  sandboxInjectedGlobals: 'Array Error JSON Map Math Number Object Promise Reflect RegExp Set String Symbol'.split(' '),
  transform: {
    '\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  collectCoverageFrom: ['src/**/*.ts'],
  coverageReporters: ['text-summary'],
  maxWorkers: 3,
};
