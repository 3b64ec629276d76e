import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { type Runner, startRunner } from './runner.ts';

/** A page in a context of its own: nothing is remembered from another one. */
type Opened = { page: Page; errors: string[] };

/** Opens a note's editor by a key, and waits until it takes what is typed: keys come faster here than any person's. */
export const startWriting = async (page: Page, key: 'n' | 'Enter' = 'n'): Promise<void> => {
  await page.keyboard.press(key);
  await page.locator('textarea:focus').waitFor();
};

/**
 * One browser and one runner with an empty wall for the whole test file. `errors` of a page are what its scripts threw,
 * and what its Content-Security-Policy stopped.
 */
export const useBrowser = () => {
  const state = { url: '', browser: undefined as Browser | undefined, runner: undefined as Runner | undefined };
  beforeAll(async () => {
    [state.browser, state.runner] = await Promise.all([
      chromium.launch({ executablePath: process.env.CHROMIUM ?? '', args: ['--no-sandbox'] }),
      startRunner(['--memory', '--no-watch']),
    ]);
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
    /** @param prepare is called with the page before it goes anywhere */
    open: async (
      options: BrowserContextOptions = {},
      path = '/',
      prepare: (page: Page) => Promise<unknown> = async () => undefined,
    ): Promise<Opened> => {
      if (!state.browser) throw new Error('The browser did not start');
      const context = await state.browser.newContext({ viewport: { width: 1_280, height: 800 }, ...options });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (/Content.Security.Policy/i.test(message.text())) errors.push(message.text());
      });
      await prepare(page);
      await page.goto(`${state.url}${path}`);
      await page.getByRole('button', { name: 'New note' }).waitFor();
      // Until then it is being read, and connected.
      await page.getByRole('status').getByText('Live').waitFor();
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
    /** Removes all that a test has posted past the page, and what it wrote in it. */
    list: async () =>
      ((await (await fetch(`${state.url}/messages?limit=100`)).json()) as { messages: Wall[] }).messages,
  };
};

type Wall = {
  id: string;
  author: string;
  text: string;
  color?: string;
  position?: { x: number; y: number };
  done?: boolean;
};
