import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/** Where the browsers of tests/browser may be named by a variable, and what they are called on the PATH. */
const KINDS = {
  chromium: {
    variable: 'CHROMIUM',
    // The first is the engine alone, without the windows that are never shown: a page costs it a quarter of the CPU time.
    names: [
      'chromium-headless-shell',
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      'microsoft-edge',
    ],
  },
  firefox: { variable: 'FIREFOX', names: ['firefox-esr', 'firefox'] },
};

const onPath = (names) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));

const found = (kind) => {
  const { variable, names } = KINDS[kind];
  const path = process.env[variable] || onPath(names);
  return path ? { kind, path } : undefined;
};

/**
 * The browser that tests/browser runs in: the one of the kind that BROWSER says, else a Chromium, else a Firefox.
 * Undefined where there is none; REQUIRE_BROWSER says that this will not do.
 */
export const findBrowser = () => {
  const { BROWSER, REQUIRE_BROWSER } = process.env;
  if (BROWSER && !(BROWSER in KINDS)) throw new Error(`BROWSER is ${Object.keys(KINDS).join(' or ')}, not ${BROWSER}`);
  const kinds = BROWSER ? [BROWSER] : Object.keys(KINDS);
  const browser = kinds.map(found).find(Boolean);
  if (browser) return browser;
  const ways = kinds.map((kind) => `${KINDS[kind].variable}=/path/to/it`).join(' or ');
  const missing = `tests/browser: NOT RUN, there is no ${kinds.join(' and no ')}. Install one, or name it: ${ways}`;
  if (REQUIRE_BROWSER || BROWSER) throw new Error(missing);
  console.warn(missing);
  return undefined;
};
