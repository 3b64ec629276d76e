import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder of all test files, if they share runners (tests/browser/jest.config.js). */
const { TEST_DATA_FOLDER } = process.env;

/** The folder for the data of this test file's runners, outside of the checkout. */
export const DATA_FOLDER = TEST_DATA_FOLDER ?? mkdtempSync(join(tmpdir(), 'whiteboard-kept-'));

if (TEST_DATA_FOLDER === undefined) afterAll(() => rmSync(DATA_FOLDER, { recursive: true, force: true }));
