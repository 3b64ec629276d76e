// The suites run as CommonJS through swc. middy ships ES modules only, and exports them to `import` alone: it is found
// by its path and transformed with the sources, as are the validator of OpenAPI documents and jose.
export default {
  testEnvironment: 'node',
  testTimeout: 30_000,
  roots: ['<rootDir>/tests'],
  moduleNameMapper: { '^@middy/([a-z-]+)$': '<rootDir>/node_modules/@middy/$1/index.js' },
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!@middy/|@seriousme/|jose/)'],
  collectCoverage: true,
  collectCoverageFrom: ['src/**/*.ts'],
  coverageReporters: ['text'],
  maxWorkers: 3,
};
