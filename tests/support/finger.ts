import type { Page } from 'playwright-core';
import { BROWSER } from './browsers.ts';

/** A finger on a page that has a touchscreen. */
export const fingerOn = async (page: Page) => (BROWSER === 'firefox' ? firefoxFinger(page) : chromiumFinger(page));

const chromiumFinger = async (page: Page) => {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  return {
    down: (x: number, y: number) => send('touchStart', { x, y }),
    move: (x: number, y: number) => send('touchMove', { x, y }),
    up: () => send('touchEnd'),
  };
};

/** What moves the mouse moves a finger there: tests/support/firefox.ts. */
const firefoxFinger = ({ mouse }: Page) => {
  const move = (x: number, y: number) => mouse.move(Math.round(x), Math.round(y));
  return {
    down: async (x: number, y: number) => {
      await move(x, y);
      await mouse.down();
    },
    move,
    up: () => mouse.up(),
  };
};
