import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startRunner } from 'sam-offline/testing/runner';
import { PATIENCE_MS } from 'sam-offline/testing/wait-for';
import type { MessagesPage, PostedMessageView } from '../../src/features/messages/schemas.ts';
import type { BrowserTools } from '../browser/environment.ts';
import type { Place } from '../browser/global-setup.ts';
import { BROWSER, launchOptions } from './browsers.ts';
import { tokenFor } from './identity.ts';

export { BROWSER, EVIL_NAME, LAN_NAME } from './browsers.ts';

declare global {
  /** See tests/browser/environment.ts. */
  var browserTools: BrowserTools;
}

const { chromium, firefox, emptyWall, tableItems } = globalThis.browserTools;

/** The processes that tests/browser/global-setup.ts has started for this worker. */
const placeOfWorker = (): Place => {
  const { TEST_PLACES = '[]', JEST_WORKER_ID = '1' } = process.env;
  const place = (JSON.parse(TEST_PLACES) as Place[])[Number(JEST_WORKER_ID) - 1];
  if (!place) throw new Error('There is no browser: `npm run test:browser` starts one (tests/browser/jest.config.js)');
  return place;
};

/** A page. `errors` are errors of its scripts, and violations of its Content-Security-Policy. */
type Opened = { page: Page; errors: string[] };

type OpenOptions = BrowserContextOptions & {
  /** The context of another page: both are tabs of one browser. Without it, nothing is shared with other pages. */
  context?: BrowserContext;
  /** The signed-in person. */
  as?: string;
  /** Is called with the page before its first navigation. */
  prepare?(page: Page): Promise<unknown>;
  /** Disables its Content-Security-Policy. */
  withoutPolicy?: boolean;
  /** The host under which the browser reaches the runner; `localhost` by default. */
  host?: string;
  /** Does not wait until the board is shown and live. */
  early?: boolean;
};

/** Opens a note's editor by a key, and waits until it accepts input: keys arrive faster here than from a person. */
export const startWriting = async (page: Page, key: 'n' | 'Enter' = 'n'): Promise<void> => {
  await page.keyboard.press(key);
  await page.locator('textarea:focus').waitFor();
};

/** Writes a note by the keyboard, as people do. */
export const writeNote = async (page: Page, text: string): Promise<void> => {
  await startWriting(page);
  await page.keyboard.insertText(text);
  await page.keyboard.press('Control+Enter');
};

/** The notes that show a text. */
export const noteWith = (page: Page, text: string) => page.locator('article', { hasText: text });

/** Waits until the board is read, and connected. */
export const untilLive = (page: Page): Promise<void> =>
  page.getByRole('status').getByText('Live', { exact: true }).waitFor();

const listenForErrors = (page: Page): string[] => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted ?Type/i.test(message.text())) errors.push(message.text());
  });
  return errors;
};

/** Removes the policy from the document: a stock Firefox cannot ignore it, and Chromium would not trust this page. */
const takePolicyOff = (page: Page, url: string): Promise<unknown> =>
  page.route(`${url}/`, async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': _policy, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });

/** Signs in without the issuer's page, with a token as the issuer gives it. */
const signIn = async (page: Page, url: string, name: string): Promise<void> => {
  const tokens = JSON.stringify({ bearer: await tokenFor(url, name) });
  await page.addInitScript(`sessionStorage.setItem('whiteboard:tokens', ${JSON.stringify(tokens)})`);
};

type UseOptions = { runnerArgs?: string[]; chromiumArgs?: string[] };

/** A new Chromium if it needs its own arguments, else the one of this worker. */
const openBrowser = (chromiumArgs?: string[]): Promise<Browser> => {
  if (chromiumArgs && BROWSER === 'chromium') return chromium.launch(launchOptions(chromiumArgs));
  return { chromium, firefox }[BROWSER].connect(placeOfWorker().browser, { timeout: PATIENCE_MS });
};

/** A new runner if it needs its own arguments, else the one of this worker, with an empty wall. */
const openRunner = async (runnerArgs?: string[]) => {
  if (!runnerArgs) {
    const { runner } = placeOfWorker();
    await emptyWall(databaseOf(runner.output));
    return { ...runner, stop: async () => undefined };
  }
  const { url, process: child, output, stop } = await startRunner(['--memory', '--no-watch', ...runnerArgs]);
  return { url, pid: child.pid ?? 0, output: output(), stop };
};

/** The address of a runner's database, from the runner's output. */
const databaseOf = (output: string): string => /DynamoDB at ([^,]+)/.exec(output)?.[1] ?? '';

/** Opens a page of the runner at a URL, and waits until the board is shown and live. */
const openPage = async (browser: Browser, url: string, path: string, options: OpenOptions): Promise<Opened> => {
  const { context, as, prepare, early, host = 'localhost', withoutPolicy = false, ...rest } = options;
  const fresh = {
    viewport: { width: 1_280, height: 800 },
    bypassCSP: withoutPolicy && BROWSER === 'chromium',
    ...rest,
  };
  const shared = context ?? (await browser.newContext(fresh));
  shared.setDefaultTimeout(PATIENCE_MS);
  const page = await shared.newPage();
  const errors = listenForErrors(page);
  if (withoutPolicy && BROWSER === 'firefox') await takePolicyOff(page, url);
  if (as !== undefined) await signIn(page, url, as);
  await prepare?.(page);
  await page.goto(new URL(path, url.replace('localhost', host)).href);
  if (!early) {
    await page.getByRole('button', { name: 'New note' }).waitFor();
    await untilLive(page);
  }
  return { page, errors };
};

type Posted = Required<Pick<PostedMessageView, 'id' | 'editToken'>>;

/** The API at a URL, called without the page. */
const apiAt = (url: () => string) => ({
  /** Posts on the wall. */
  post: async (message: object): Promise<Posted> => {
    const answer = await fetch(`${url()}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
    return (await answer.json()) as Posted;
  },
  /** Calls the API as a signed-in person. The request must succeed. @returns its body */
  call: async <T>(name: string, route: string, body?: object): Promise<T> => {
    const [method = '', path = ''] = route.split(' ');
    const answer = await fetch(`${url()}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenFor(url(), name)}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  },
  /** The notes of the wall, newest first. */
  list: async () => ((await (await fetch(`${url()}/messages?limit=100`)).json()) as MessagesPage).messages,
});

/** A browser, and a runner with an empty wall. Each file uses its own names of people and boards. */
export const useBrowser = ({ runnerArgs, chromiumArgs }: UseOptions = {}) => {
  const state = {
    url: '',
    browser: undefined as Browser | undefined,
    runner: undefined as Awaited<ReturnType<typeof openRunner>> | undefined,
  };
  beforeAll(async () => {
    [state.browser, state.runner] = await Promise.all([openBrowser(chromiumArgs), openRunner(runnerArgs)]);
    state.url = state.runner.url;
  });
  afterEach(async () => {
    for (const context of state.browser?.contexts() ?? []) await context.close();
  });
  afterAll(async () => {
    await state.browser?.close();
    await state.runner?.stop();
  });
  return {
    get url() {
      return state.url;
    },
    /** The address of the runner's database. */
    get database() {
      return databaseOf(state.runner?.output ?? '');
    },
    /** All that the runner has stored. */
    stored: () => tableItems(databaseOf(state.runner?.output ?? '')),
    get runner() {
      if (!state.runner) throw new Error('The runner did not start');
      return state.runner;
    },
    open: (path = '/', options: OpenOptions = {}): Promise<Opened> => {
      if (!state.browser) throw new Error('The browser did not start');
      return openPage(state.browser, state.url, path, options);
    },
    ...apiAt(() => state.url),
  };
};
