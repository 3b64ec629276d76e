import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { firefoxFinger, launchFirefox } from './firefox.ts';
import { tokenFor } from './identity.ts';
import { type Runner, startRunner } from './runner.ts';

/** Which browser the tests run in: `tests/find-browser.js`. */
export const BROWSER = process.env.TEST_BROWSER === 'firefox' ? 'firefox' : 'chromium';

/** A name of this machine in the browser alone. Pages under it are as little secure as on any other host of a network. */
export const LAN_NAME = 'board.lan';
/** A name that leads to this machine because its owner, a stranger, has made it so. */
export const EVIL_NAME = 'evil.example';
const NAMES = [LAN_NAME, EVIL_NAME];

const launch = (chromiumArgs: string[]): Promise<Browser> => {
  const path = process.env.TEST_BROWSER_PATH ?? '';
  if (BROWSER === 'firefox') return launchFirefox(path, NAMES);
  const rules = NAMES.map((name) => `MAP ${name} 127.0.0.1`).join(',');
  return chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', `--host-resolver-rules=${rules}`, ...chromiumArgs],
  });
};

/** A page; `errors` are what its scripts threw, and what its Content-Security-Policy stopped. */
type Opened = { page: Page; errors: string[] };

type OpenOptions = BrowserContextOptions & {
  /** Of another page: both are tabs of one browser. Without one nothing is remembered from another page. */
  context?: BrowserContext;
  /** Who is signed in. */
  as?: string;
  /** Is called with the page before it goes anywhere. */
  prepare?(page: Page): Promise<unknown>;
  /** Its Content-Security-Policy does not hold. */
  withoutPolicy?: boolean;
  /** The host under which the browser reaches the runner: `localhost` where none is given. */
  host?: string;
  /** Does not wait until the board is there and live. */
  early?: boolean;
};

/** Opens a note's editor by a key, and waits until it takes what is typed: keys come faster here than any person's. */
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

/** A finger on a page. */
export const fingerOn = async (page: Page) => {
  if (BROWSER === 'firefox') return firefoxFinger(page);
  const session = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  return {
    down: (x: number, y: number) => send('touchStart', { x, y }),
    move: (x: number, y: number) => send('touchMove', { x, y }),
    up: () => send('touchEnd'),
  };
};

const listenForErrors = (page: Page): string[] => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted ?Type/i.test(message.text())) errors.push(message.text());
  });
  return errors;
};

/** Takes the policy off the document: a stock Firefox cannot be told to pass over it, and Chromium would not trust this page. */
const takePolicyOff = (page: Page, url: string): Promise<unknown> =>
  page.route(`${url}/`, async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': _policy, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });

/** Signs in without the issuer's page: with a token that the issuer would have given out. */
const signIn = async (page: Page, url: string, name: string): Promise<void> => {
  const tokens = JSON.stringify({ bearer: await tokenFor(url, name) });
  await page.addInitScript(`sessionStorage.setItem('whiteboard:tokens', ${JSON.stringify(tokens)})`);
};

type UseOptions = { runnerArgs?: string[]; chromiumArgs?: string[] };

/** One browser and one runner with an empty wall for the whole test file. */
export const useBrowser = ({ runnerArgs = [], chromiumArgs = [] }: UseOptions = {}) => {
  const state = { url: '', browser: undefined as Browser | undefined, runner: undefined as Runner | undefined };
  beforeAll(async () => {
    const args = ['--memory', '--no-watch', ...runnerArgs];
    [state.browser, state.runner] = await Promise.all([launch(chromiumArgs), startRunner(args)]);
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
    get runner() {
      if (!state.runner) throw new Error('The runner did not start');
      return state.runner;
    },
    open: async (path = '/', options: OpenOptions = {}): Promise<Opened> => {
      if (!state.browser) throw new Error('The browser did not start');
      const { context, as, prepare, early, host = 'localhost', withoutPolicy = false, ...rest } = options;
      const fresh = {
        viewport: { width: 1_280, height: 800 },
        bypassCSP: withoutPolicy && BROWSER === 'chromium',
        ...rest,
      };
      const shared = context ?? (await state.browser.newContext(fresh));
      const page = await shared.newPage();
      const errors = listenForErrors(page);
      if (withoutPolicy && BROWSER === 'firefox') await takePolicyOff(page, state.url);
      if (as !== undefined) await signIn(page, state.url, as);
      await prepare?.(page);
      await page.goto(new URL(path, state.url.replace('localhost', host)).href);
      if (!early) {
        await page.getByRole('button', { name: 'New note' }).waitFor();
        await untilLive(page);
      }
      return { page, errors };
    },
    /** Posts on the wall, past the page. */
    post: async (message: object): Promise<{ id: string; editToken: string }> => {
      const answer = await fetch(`${state.url}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(message),
      });
      if (answer.status !== 201) throw new Error(await answer.text());
      return (await answer.json()) as { id: string; editToken: string };
    },
    /** Asks the API as somebody who is signed in. @returns the body of what must succeed */
    call: async <T>(name: string, route: string, body?: object): Promise<T> => {
      const [method = '', path = ''] = route.split(' ');
      const answer = await fetch(`${state.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await tokenFor(state.url, name)}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${route}: ${answer.status} ${text}`);
      return (text === '' ? undefined : JSON.parse(text)) as T;
    },
    /** The notes of the wall, newest first. */
    list: async () =>
      ((await (await fetch(`${state.url}/messages?limit=100`)).json()) as { messages: WallNote[] }).messages,
  };
};

type WallNote = {
  id: string;
  author: string;
  text: string;
  color?: string;
  position?: { x: number; y: number };
  done?: boolean;
};
