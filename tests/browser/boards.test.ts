import type { Page } from 'playwright-core';
import { waitFor } from 'sam-offline/testing/wait-for';
import { startWriting, useBrowser } from '../support/browser.ts';

/** Signs in on the page of the runner's issuer. */
const signInAs = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

describe('boards in a browser', () => {
  const wall = useBrowser();

  test('an answer of the issuer to a request that this page never made signs nobody in', async () => {
    const { page } = await wall.open();
    await page.route('**/authorize?*', (route) => {
      const { searchParams } = new URL(route.request().url());
      const location = `${searchParams.get('redirect_uri')}?code=the-code&state=of-another-request`;
      return route.fulfill({ status: 302, headers: { location } });
    });
    await page.getByRole('link', { name: 'My boards' }).click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('the answer was meant for another request').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    expect(page.url()).toBe(`${wall.url}/#/boards`);
  });

  test('signs in with a code and PKCE, makes a board, shares it, and a guest writes on it', async () => {
    const { page } = await wall.open();
    await page.getByRole('link', { name: 'My boards' }).click();
    await signInAs(page, 'carol');
    await page.getByRole('heading', { name: 'My boards' }).waitFor();
    expect(page.url()).toBe(`${wall.url}/#/boards`);

    await page.getByLabel('Your name').fill('Carol');
    await page.getByLabel('Username').fill('carol');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('First choose a name for others to see.').waitFor({ state: 'detached' });
    await page.getByLabel('New board').fill('Launch');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'Launch' }).waitFor();

    await startWriting(page);
    await page.keyboard.type('Who brings the cake?');
    await page.keyboard.press('Control+Enter');
    const note = page.locator('article', { hasText: 'cake' });
    await note.locator('.author', { hasText: 'Carol' }).waitFor();
    await page.getByRole('button', { name: 'React' }).click();
    await page.getByRole('button', { name: 'heart' }).click();
    await note.getByRole('list', { name: 'Reactions' }).getByText('1').waitFor();

    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Link to write' }).click();
    const shared = page.getByLabel('This is shown once');
    await shared.waitFor();
    const { hash } = new URL(await shared.inputValue());
    expect(hash).toMatch(/^#\/shared\/[\w-]{43}$/);

    const guest = await wall.open(`/${hash}`);
    await guest.page.locator('article', { hasText: 'cake' }).waitFor();
    await startWriting(guest.page);
    await guest.page.keyboard.type('I do');
    await guest.page.getByLabel('Your name').fill('Grace');
    await guest.page.keyboard.press('Control+Enter');
    await page.locator('article', { hasText: 'I do' }).locator('.author', { hasText: 'Grace' }).waitFor();

    await page.getByRole('button', { name: 'Revoke' }).click();
    await waitFor('the end', async () =>
      (await guest.page.getByRole('alert').allTextContents()).join().includes('revoked'),
    );
    expect(guest.errors).toEqual([]);
  });
});
