import { chromium, firefox } from 'playwright-core';
import { BROWSER, launchOptions } from './browsers.ts';
import { adaptFirefox } from './firefox.ts';

/** Starts a browser that other processes connect to. */
export const startBrowserServer = async (): Promise<{ endpoint: string; stop(): Promise<void> }> => {
  if (BROWSER === 'firefox') adaptFirefox();
  const server = await { chromium, firefox }[BROWSER].launchServer({ ...launchOptions(), host: '127.0.0.1' });
  return { endpoint: server.wsEndpoint(), stop: () => server.close() };
};
