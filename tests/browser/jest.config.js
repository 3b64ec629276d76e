import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import base from '../../jest.config.js';
import { findBrowser } from '../find-browser.js';

const browser = findBrowser();
// For the browsers and the tests, which run in other processes.
if (browser) Object.assign(process.env, { TEST_BROWSER: browser.kind, TEST_BROWSER_PATH: browser.path });

// The files share runners, and so where these keep their things; tests/browser/global-teardown.ts removes it.
process.env.TEST_DATA_FOLDER = mkdtempSync(join(tmpdir(), 'whiteboard-kept-'));

/** `npm run test:browser`: each of two workers has one browser and one runner for all of its test files. */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/tests/browser'],
  testPathIgnorePatterns: ['/node_modules/', ...(browser ? [] : ['/tests/browser/'])],
  // findBrowser has said why.
  passWithNoTests: !browser,
  testEnvironment: '<rootDir>/tests/browser/environment.ts',
  globalSetup: '<rootDir>/tests/browser/global-setup.ts',
  globalTeardown: '<rootDir>/tests/browser/global-teardown.ts',
  reporters: ['default'],
  maxWorkers: 2,
};
