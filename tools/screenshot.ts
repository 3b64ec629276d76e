import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { Failure, INFORMATION_HELP, parseCommandLine, runScript } from './command-line.ts';

const root = join(import.meta.dirname, '..');
const HELP = `npm run screenshot -- [FOLDER]: makes docs/images/board.png, of a wall that it fills itself

  FOLDER                    also make pictures in both themes and on a phone, and put them there
${INFORMATION_HELP}

Needs a Chromium: CHROMIUM=/path/to/it, or /usr/bin/chromium.`;

const PORT = 3_990;
const URL = `http://localhost:${PORT}`;
const DESKTOP = { width: 1_280, height: 800 };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

type Seed = { author: string; text: string; color: string; x: number; y: number; done?: boolean };

const NOTES: Seed[] = [
  { author: 'Ada', text: 'Retro on Friday, 15:00\nBring one thing that went well', color: 'yellow', x: 0, y: 0 },
  { author: 'Grace', text: 'Book the big room', color: 'blue', x: 252, y: -24, done: true },
  {
    author: 'Linus',
    text: 'What if the import ran at night? It blocks us for ten minutes every morning.',
    color: 'green',
    x: 504,
    y: 8,
  },
  {
    author: 'Katherine',
    text: 'Numbers for Q3: 1,204 boards, 38 % more than in spring',
    color: 'purple',
    x: 756,
    y: -16,
  },
  {
    author: 'Margaret',
    text: 'Ask support for their five most frequent questions',
    color: 'orange',
    x: 8,
    y: 188,
    done: false,
  },
  { author: 'Ada', text: 'Order cake for the launch', color: 'pink', x: 256, y: 156, done: false },
  { author: 'Grace', text: '“It works on my machine” is not a release plan', color: 'gray', x: 508, y: 208 },
  {
    author: 'Barbara',
    text: 'Two people could not sign in on Monday. Fixed; we should tell them.',
    color: 'red',
    x: 760,
    y: 180,
  },
  {
    author: 'Hedy',
    text: 'Try the board on the tram, with bad reception',
    color: 'yellow',
    x: 264,
    y: 340,
    done: false,
  },
  { author: 'Annie', text: 'Who writes the announcement?', color: 'blue', x: 512, y: 392 },
];

const send = async (method: string, path: string, body: object, headers: Record<string, string> = {}) => {
  const init = { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${URL}${path}`, init);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as { id: string; editToken: string };
};

const fill = async (): Promise<void> => {
  for (const { x, y, done, ...content } of NOTES) {
    const task = done === undefined ? {} : { task: true };
    const { id, editToken } = await send('POST', '/messages', { ...content, ...task, position: { x, y } });
    if (done) await send('PATCH', `/messages/${id}`, { done }, { 'edit-token': editToken });
  }
};

const serve = async () => {
  const args = ['start', '--', '--memory', '--no-watch', '--port', `${PORT}`, '--dynamodb-port', '0'];
  const runner = spawn('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  const answers = () =>
    fetch(`${URL}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) {
    if (runner.exitCode !== null) throw new Error('npm start does not serve');
    await delay(100);
  }
  return async () => {
    const ended = once(runner, 'exit');
    if (runner.pid !== undefined) process.kill(-runner.pid, 'SIGINT');
    await ended;
  };
};

const named = (name: string) => `localStorage.setItem('whiteboard:name', JSON.stringify('${name}'))`;

/** Connects another person to the board. @returns a function that moves their cursor */
const invite = async (browser: Browser, name: string, x: number, y: number): Promise<() => Promise<void>> => {
  const context = await browser.newContext({ viewport: DESKTOP });
  await context.addInitScript(named(name));
  const page = await context.newPage();
  await page.goto(URL);
  await page.getByRole('status').getByText('Live').waitFor();
  return async () => {
    await page.mouse.move(x - 5, y);
    await page.mouse.move(x, y);
  };
};

type Shot = BrowserContextOptions & { browser: Browser; others: (() => Promise<void>)[] };

const shoot = async ({ browser, others, ...options }: Shot): Promise<Buffer> => {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
  await context.addInitScript(named('Ada'));
  const page = await context.newPage();
  await page.goto(URL);
  await page
    .locator('article')
    .nth(NOTES.length - 1)
    .waitFor();
  await page.getByRole('status').getByText('Live').waitFor();
  for (const point of others) await point();
  const theirs = page.locator('.cursor').nth(others.length - 1);
  // A phone shows only part of the plane.
  if (!options.isMobile) await theirs.waitFor();
  const image = await page.screenshot();
  await context.close();
  return image;
};

/** @param folder for the pictures that the README does not use */
const takePictures = async (browser: Browser, folder: string | undefined): Promise<void> => {
  await fill();
  const others = [await invite(browser, 'Grace', 660, 560), await invite(browser, 'Linus', 940, 320)];
  const light = await shoot({ browser, others, colorScheme: 'light' });
  writeFileSync(join(root, 'docs/images/board.png'), light);
  if (folder === undefined) return;
  writeFileSync(join(folder, 'light.png'), light);
  writeFileSync(join(folder, 'dark.png'), await shoot({ browser, others, colorScheme: 'dark' }));
  writeFileSync(join(folder, 'phone.png'), await shoot({ browser, others, ...PHONE, colorScheme: 'light' }));
};

await runScript(HELP, async (args) => {
  const { positionals } = parseCommandLine({ args, options: {}, allowPositionals: true });
  if (positionals.length > 1) throw new Failure('Name one folder, or none.');
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const stop = await serve();
  try {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    await takePictures(browser, positionals[0]).finally(() => browser.close());
  } finally {
    await stop();
  }
});
