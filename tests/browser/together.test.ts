import type { Page } from 'playwright-core';
import { startWriting, untilLive, useBrowser } from '../support/browser.ts';

/** Two windows of different people on one board, over the real gateway, functions, stream and fan-out. */
describe('two browsers on one board', () => {
  const wall = useBrowser();

  const openLive = async (name: string): Promise<Page> => {
    const { page, errors } = await wall.open('/', {
      prepare: (opened) =>
        opened.addInitScript(`localStorage.setItem('whiteboard:name', JSON.stringify(${JSON.stringify(name)}))`),
    });
    expect(errors).toEqual([]);
    return page;
  };

  const write = async (page: Page, text: string) => {
    await startWriting(page);
    await page.keyboard.type(text);
    await page.keyboard.press('Control+Enter');
  };
  const note = (page: Page, text: string) => page.locator('article', { hasText: text });

  test('see each other’s notes, changes, deletions and presence', async () => {
    const [ada, grace] = await Promise.all([openLive('Ada'), openLive('Grace')]);
    for (const page of [ada, grace]) await page.getByRole('list', { name: '2 here' }).waitFor();

    await write(ada, 'From Ada’s window');
    await note(grace, 'From Ada’s window').getByText('Ada', { exact: true }).waitFor();
    await write(grace, '<img src=x onerror="document.title=1"> from Grace');
    await note(ada, '<img src=x onerror="document.title=1"> from Grace').waitFor();
    expect(await ada.locator('article img').count()).toBe(0);

    await note(ada, 'From Ada’s window').click();
    await ada.getByRole('button', { name: 'Task' }).click();
    await note(grace, 'From Ada’s window').getByRole('checkbox').waitFor();
    await ada.keyboard.press('Escape');
    await note(ada, 'From Ada’s window').getByRole('checkbox').click();
    await note(grace, 'From Ada’s window').getByRole('checkbox', { checked: true }).waitFor();

    await note(ada, 'From Ada’s window').click();
    await ada.keyboard.press('Delete');
    await note(grace, 'From Ada’s window').waitFor({ state: 'detached' });

    await ada.close();
    await grace.getByRole('list', { name: '1 here' }).waitFor();
  });

  test('catch up after being offline, and send the kept changes', async () => {
    const [ada, grace] = await Promise.all([openLive('Ada'), openLive('Grace')]);
    await ada.context().setOffline(true);
    await ada.getByRole('status').getByText('Offline').waitFor();
    await write(ada, 'Written offline');
    await write(grace, 'Written meanwhile');
    await note(grace, 'Written meanwhile').waitFor();
    await ada.context().setOffline(false);
    await note(ada, 'Written meanwhile').waitFor();
    await note(grace, 'Written offline').waitFor();
    await untilLive(ada);
  });
});
