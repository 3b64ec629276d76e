import type { Page } from 'playwright-core';
import { waitFor } from 'sam-offline/testing/wait-for';
import { LAN_NAME, noteWith, useBrowser, writeNote } from '../support/browser.ts';

/** Notes the hosts of a page's WebSockets, as not every browser tells a test of them. */
const NOTE_SOCKETS = `
  globalThis.socketHosts = [];
  globalThis.WebSocket = class extends WebSocket {
    constructor(url) {
      super(url);
      socketHosts.push(new URL(url).hostname);
    }
  };`;

/** As from a phone on the network of the machine that serves it: plain HTTP, and not at localhost. */
describe('the page on another machine', () => {
  const wall = useBrowser({ runnerArgs: ['--host', '0.0.0.0'] });
  const host = LAN_NAME;

  test('is live, and a text from one tab shows in another', async () => {
    const { page, errors } = await wall.open('/', { host });
    expect(await page.evaluate('isSecureContext')).toBe(false);
    const prepare = (opened: Page) => opened.addInitScript(NOTE_SOCKETS);
    const other = await wall.open('/', { host, context: page.context(), prepare });
    await writeNote(page, 'From the phone');
    await noteWith(other.page, 'From the phone').waitFor();
    await waitFor('it on the server', async () => (await wall.list()).some(({ text }) => text === 'From the phone'));
    await writeNote(other.page, 'And back');
    await noteWith(page, 'And back').waitFor();
    expect(await other.page.evaluate('socketHosts')).toEqual([LAN_NAME]);
    expect([...errors, ...other.errors]).toEqual([]);
  });

  test('and the same page at localhost show each other’s notes', async () => {
    const { page } = await wall.open('/', { host });
    const here = await wall.open('/');
    await writeNote(here.page, 'From this machine');
    await noteWith(page, 'From this machine').waitFor();
    await writeNote(page, 'From the other one');
    await noteWith(here.page, 'From the other one').waitFor();
  });

  test('says why people cannot sign in there, and where they can', async () => {
    const { page } = await wall.open('/', { host });
    const why = page.getByText(/You cannot sign in on this page: .*only on secure pages.* at http:\/\/localhost\./);
    await page.getByRole('button', { name: 'You' }).click();
    await why.waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'My boards' }).click();
    await why.waitFor();
    expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(0);
  });

  test('copies a link without a clipboard', async () => {
    await wall.call('olga', 'PUT /users/me', { username: 'olga', displayName: 'Olga' });
    const { id } = await wall.call<{ id: string }>('olga', 'POST /boards', { title: 'Launch' });
    const { page } = await wall.open(`/#/boards/${id}`, { host, as: 'olga' });
    expect(await page.evaluate('navigator.clipboard === undefined')).toBe(true);
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Link to read' }).click();
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByText('Copied.').waitFor();
  });
});
