import { startRunner } from 'sam-offline/testing/runner';
import { startBrowserServer } from '../support/browser-server.ts';
import { keepForTeardown } from './global-teardown.ts';

/** What the test files of one worker share. `output` is what the runner has written when it was there. */
export type Place = { browser: string; runner: { url: string; pid: number; output: string } };

const startPlace = async (): Promise<Place> => {
  const [browser, runner] = await Promise.all([
    startBrowserServer().then(keepForTeardown),
    startRunner(['--memory', '--no-watch']).then(keepForTeardown),
  ]);
  return {
    browser: browser.endpoint,
    runner: { url: runner.url, pid: runner.process.pid ?? 0, output: runner.output() },
  };
};

/** Before the first test file: a browser and a runner for each of jest's workers, for tests/support/browser.ts. */
export default async ({ maxWorkers }: { maxWorkers: number }): Promise<void> => {
  if (!process.env.TEST_BROWSER) return;
  const places = await Promise.all(Array.from({ length: maxWorkers }, startPlace));
  process.env.TEST_PLACES = JSON.stringify(places);
};
