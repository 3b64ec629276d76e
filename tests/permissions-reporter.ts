import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grantsOf } from './support/grants.ts';
import { readTemplate } from './support/read-template.ts';
import { readUses } from './support/used-permissions.ts';

/** The parts of jest that it uses. */
type Config = { rootDir: string; testNamePattern?: string };
type Results = {
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: { testFilePath: string }[];
};

/** The tests that call functions in their own process, where used permissions are recorded. */
const TESTS = 'tests/{integration,property}/*.test.ts';

/**
 * Compares, at the end of a run of all tests, what template.yaml gives to its functions with what they used: jest fails
 * where it gives too much. That it gives enough is asked whenever a test calls a function (tests/support/permissions.ts).
 */
export default class PermissionsReporter {
  readonly #config: Config;
  #folder = '';
  #error: Error | undefined;

  constructor(config: Config) {
    this.#config = config;
  }

  /** The processes of the tests are made after this, and have the folder in their environment. */
  onRunStart(): void {
    this.#folder = mkdtempSync(join(tmpdir(), 'whiteboard-used-permissions-'));
    process.env.TEST_USED_PERMISSIONS = this.#folder;
  }

  onRunComplete(_: unknown, results: Results): void {
    const gap = this.#gapIn(results);
    if (gap) console.log(`The permissions in template.yaml were not compared with what functions use: ${gap}.`);
    else this.#compare();
    rmSync(this.#folder, { recursive: true });
  }

  /** jest asks for it when the run is over. */
  getLastError(): Error | undefined {
    return this.#error;
  }

  /** Why a run does not show all that functions use. */
  #gapIn({ numFailedTests, numRuntimeErrorTestSuites, testResults }: Results): string | undefined {
    const { rootDir, testNamePattern } = this.#config;
    if (testNamePattern) return 'tests were chosen by their names';
    const run = new Set(testResults.map(({ testFilePath }) => testFilePath));
    const files = globSync(TESTS, { cwd: rootDir });
    const missing = files.filter((file) => !run.has(join(rootDir, file)));
    if (missing.length > 0) return `${missing.length} of the ${files.length} test files that show it did not run`;
    if (numFailedTests + numRuntimeErrorTestSuites > 0) return 'tests failed';
    return undefined;
  }

  #compare(): void {
    const grants = grantsOf(readTemplate(this.#config.rootDir));
    const used = new Set(readUses(this.#folder).map(({ functionName, permission }) => `${functionName} ${permission}`));
    const unused = [...grants].flatMap(([functionName, permissions]) =>
      [...permissions]
        .filter((permission) => !used.has(`${functionName} ${permission}`))
        .map((permission) => `  ${functionName} may ${permission}`),
    );
    if (unused.length === 0) return;
    this.#error = new Error(
      `template.yaml allows what no test saw its function use:\n${unused.join('\n')}\n` +
        'Take the permission out of the function’s policy; or, if the function needs it, add a test in tests/integration ' +
        'that makes it do so.',
    );
    console.error(this.#error.message);
  }
}
