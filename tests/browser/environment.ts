import { TestEnvironment } from 'jest-environment-node';
import { chromium, firefox } from 'playwright-core';
import { emptyWall, tableItems } from '../support/runner-table.ts';

/** What is large is loaded once for all files of a worker. */
const browserTools = { chromium, firefox, emptyWall, tableItems };

export type BrowserTools = typeof browserTools;

/** The environment of a test file with a browser: Node's, with `browserTools` in its globals (see tests/environment.ts). */
export default class extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    this.global.browserTools = browserTools;
  }
}
