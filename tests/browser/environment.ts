import { chromium, firefox } from 'playwright-core';
import WhiteboardEnvironment from '../environment.ts';
import { emptyWall, tableItems } from '../support/runner-table.ts';

/** What is large is loaded once for all files of a worker. */
const browserTools = { chromium, firefox, emptyWall, tableItems };

export type BrowserTools = typeof browserTools;

/** The environment of a test file with a browser: as of all, with `browserTools` in its globals. */
export default class extends WhiteboardEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    this.global.browserTools = browserTools;
  }
}
