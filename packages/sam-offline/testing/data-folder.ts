import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Of all test files, where they share runners (tests/browser/jest.config.js). */
const { TEST_DATA_FOLDER } = process.env;

/** Where the runners of this test file keep what they keep, so that nothing of it lands in the checkout. */
export const DATA_FOLDER = TEST_DATA_FOLDER ?? mkdtempSync(join(tmpdir(), 'sam-offline-kept-'));

if (TEST_DATA_FOLDER === undefined) afterAll(() => rmSync(DATA_FOLDER, { recursive: true, force: true }));
