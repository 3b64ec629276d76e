import process from 'node:process';

// The suites run as CommonJS through swc. middy ships ES modules only, and exports them to `import` alone: it is found
// by its path and transformed with the sources, as are the validator of OpenAPI documents and jose. What prepares the
// tests (globalSetup, testEnvironment) lies outside that sandbox: Node runs its TypeScript itself.
export default {
  testEnvironment: '<rootDir>/tests/environment.ts',
  // What a file leaves in its globals is shared with the next one.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  // A test ends by what it waits for (packages/sam-offline/testing/wait-for.ts); this ends what waits for nothing.
  testTimeout: 300_000 * Number(process.env.TEST_PATIENCE ?? 1),
  testPathIgnorePatterns: [
    '/node_modules/',
    // These have a configuration of their own: `npm run test:browser`.
    '/tests/browser/',
    // With `LIVE_CLIENTS=100 npx jest tests/e2e/live/crowd`.
    ...(process.env.LIVE_CLIENTS ? [] : ['/crowd.test.ts']),
    // These ask Amazon's own code, by a Python that has the package aws-sam-cli.
    ...(process.env.SAM_PYTHON ? [] : ['/tests/oracles/']),
  ],
  globalSetup: '<rootDir>/tests/global-setup.ts',
  globalTeardown: '<rootDir>/tests/global-teardown.ts',
  roots: ['<rootDir>/tests'],
  // jest's sandbox makes every look-up of a global slow (https://github.com/nodejs/node/issues/31658), but for these.
  sandboxInjectedGlobals: 'Array Error JSON Map Math Number Object Promise Reflect RegExp Set String Symbol'.split(' '),
  moduleNameMapper: { '^@middy/([a-z-]+)$': '<rootDir>/node_modules/@middy/$1/index.js' },
  resolver: '<rootDir>/tests/resolver.js',
  transform: {
    '/template\\.yaml$': '<rootDir>/tests/support/template-transform.ts',
    '\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!@middy/|@seriousme/|@noble/|jose/)'],
  // With `npm test -- --coverage`.
  collectCoverageFrom: ['src/**/*.ts'],
  coverageReporters: ['text-summary'],
  maxWorkers: 3,
  reporters: ['default', '<rootDir>/tests/permissions-reporter.ts'],
};
