import { settings } from './settings.js';

/** Rules that need nothing but themselves: proved by unit tests that need no database, only those that import the rule. */
export default settings('rules', {
  mutate: [
    'src/domain/**/*.ts',
    'src/http/entity-tag.ts',
    'src/usecases/right.ts',
    'src/table/cursor.ts',
    'local/gateway/router.ts',
    'local/template/intrinsics.ts',
    'local/template/events/filter-{criteria,pattern}.ts',
  ],
  jest: {
    config: {
      testEnvironment: 'node',
      globalSetup: undefined,
      globalTeardown: undefined,
      roots: ['<rootDir>/tests/unit', '<rootDir>/tests/support'],
      // Needs a table's client, which takes longer to load than all of the others.
      testPathIgnorePatterns: ['/tests/unit/params.test.ts'],
    },
  },
});
