import type { LaunchOptions } from 'playwright-core';
import { PATIENCE_MS } from 'sam-offline/testing/wait-for';

/** Which browser the tests run in: `tests/find-browser.js`. */
export const BROWSER = process.env.TEST_BROWSER === 'firefox' ? 'firefox' : 'chromium';

/** A name of this machine, only in the browser. Its pages are not secure, like those of any host in a network. */
export const LAN_NAME = 'board.lan';
/** A name whose owner, a stranger, points it to this machine. */
export const EVIL_NAME = 'evil.example';
const NAMES = [LAN_NAME, EVIL_NAME];

/** How the browser is started. @param chromiumArgs more arguments of a Chromium */
export const launchOptions = (chromiumArgs: string[] = []): LaunchOptions => {
  const common = { executablePath: process.env.TEST_BROWSER_PATH ?? '', timeout: PATIENCE_MS };
  if (BROWSER === 'firefox') {
    const firefoxUserPrefs = { 'dom.w3c_touch_events.enabled': 1, 'network.dns.localDomains': NAMES.join(',') };
    return { ...common, channel: 'moz-firefox', firefoxUserPrefs };
  }
  const rules = NAMES.map((name) => `MAP ${name} 127.0.0.1`).join(',');
  return { ...common, args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=${rules}`, ...chromiumArgs] };
};
