import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { waitFor } from 'sam-offline/testing/wait-for';
import { BROWSER, noteWith, startWriting, untilLive, useBrowser } from '../support/browser.ts';
import { fingerOn } from '../support/finger.ts';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

describe('the page in a browser', () => {
  const wall = useBrowser();
  const onServer = (text: string) => waitFor(text, async () => (await wall.list()).find((one) => one.text === text));

  const write = async (page: Page, text: string) => {
    await startWriting(page);
    await page.getByLabel('New note', { exact: true }).and(page.locator('textarea')).fill(text);
    await page.keyboard.press('Control+Enter');
    await noteWith(page, text).waitFor();
  };

  test('posted text stays text', async () => {
    const text = '<img src=x onerror="document.title=1"><script>document.title=2</script> & "quotes"';
    await wall.post({ author: '<b>Eve</b>', text });
    const { page, errors } = await wall.open();
    await noteWith(page, 'quotes').waitFor();
    expect(await noteWith(page, 'quotes').locator('.note-text').textContent()).toBe(text);
    expect(await page.locator('.notes img, .notes script, .notes b').count()).toBe(0);
    expect({ title: await page.title(), errors }).toEqual({ title: 'Whiteboard', errors: [] });
  });

  test('everything can be done with the keyboard alone', async () => {
    const { page, errors } = await wall.open();
    await startWriting(page);
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Control+Enter');
    const note = noteWith(page, 'By keyboard');
    await onServer('By keyboard');
    await waitFor('the focus', async () => (await page.locator('article:focus').count()) === 1);

    const before = (await onServer('By keyboard')).position;
    // Both before the page is drawn again, like a held key on a slow machine.
    await page.locator('article:focus').evaluate((note: EventTarget) => {
      type Init = { key: string; shiftKey?: boolean; bubbles: true };
      const Key = Reflect.get(globalThis, 'KeyboardEvent') as new (type: string, init: Init) => Event;
      note.dispatchEvent(new Key('keydown', { key: 'ArrowRight', bubbles: true }));
      note.dispatchEvent(new Key('keydown', { key: 'ArrowDown', shiftKey: true, bubbles: true }));
    });
    await waitFor('the move', async () => {
      const { position } = await onServer('By keyboard');
      return position?.x === (before?.x ?? 0) + 10 && position.y === (before?.y ?? 0) + 60;
    });

    await startWriting(page, 'Enter');
    await page.keyboard.type(', edited');
    await page.keyboard.press('Escape');
    await page.locator('article:focus').waitFor();
    expect(await note.locator('.note-text').textContent()).toBe('By keyboard');
    await startWriting(page, 'Enter');
    await page.keyboard.type(', edited');
    await page.keyboard.press('Control+Enter');
    await onServer('By keyboard, edited');

    await page.keyboard.press('Control+z');
    await onServer('By keyboard');
    await note.focus();
    await page.keyboard.press('Delete');
    await waitFor('the deletion', async () => (await wall.list()).every(({ text }) => text !== 'By keyboard'));
    await page.keyboard.press('Control+z');
    await onServer('By keyboard');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Help' }).waitFor();
    await page.keyboard.press('Escape');
    expect(errors).toEqual([]);
  });

  test('a note is written with a double click, coloured, made a task, ticked off, dragged, and deleted', async () => {
    const { page } = await wall.open();
    await page.mouse.dblclick(1_000, 600);
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.type('By mouse');
    await page.getByLabel('Your name').fill('Ada');
    await page.getByRole('button', { name: 'Save' }).click();
    const note = noteWith(page, 'By mouse');
    await note.click();
    await page.getByRole('button', { name: 'Colour' }).click();
    await page.getByRole('button', { name: 'green' }).click();
    await page.getByRole('button', { name: 'Task' }).click();
    await note.getByRole('checkbox', { name: 'Done' }).check();
    await waitFor('all of it', async () => {
      const { author, color, done } = await onServer('By mouse');
      return author === 'Ada' && color === 'green' && done;
    });

    const { position } = await onServer('By mouse');
    const box = await note.boundingBox();
    if (!box) throw new Error('The note is not shown');
    await page.mouse.move(box.x + 100, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, box.y + 10, { steps: 4 });
    await page.mouse.up();
    await waitFor('the move', async () => (await onServer('By mouse')).position?.x !== position?.x);

    await note.click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await waitFor('the deletion', async () => (await wall.list()).every(({ text }) => text !== 'By mouse'));
  });

  test('another person’s note cannot be changed, and that is said', async () => {
    await wall.post({ author: 'Grace', text: 'Not yours' });
    const { page } = await wall.open();
    await noteWith(page, 'Not yours').dblclick();
    await page.getByText('Only the author can change this note, in the browser where it was written.').waitFor();
    expect(await page.getByRole('toolbar', { name: 'This note' }).count()).toBe(0);
  });

  test('offline it says so, keeps texts over a reload of the board, and catches up by itself', async () => {
    const { page } = await wall.open();
    await page.context().setOffline(true);
    const status = page.getByRole('status');
    await status.getByText('Offline').waitFor();
    await write(page, 'Written offline');
    await page.getByText('1 unsent').waitFor();
    await wall.post({ author: 'Grace', text: 'Written meanwhile' });
    await page.context().setOffline(false);
    await onServer('Written offline');
    await noteWith(page, 'Written meanwhile').waitFor();
    await untilLive(page);
  });

  test('an unfinished text is restored after a reload', async () => {
    const { page } = await wall.open();
    await startWriting(page);
    await page.keyboard.type('Half a thou');
    await page.reload();
    const area = page.getByLabel('New note', { exact: true }).and(page.locator('textarea'));
    await area.waitFor();
    expect(await area.inputValue()).toBe('Half a thou');
  });

  // A stock Firefox cannot be told which theme to show.
  const themes = BROWSER === 'firefox' ? (['light'] as const) : (['light', 'dark'] as const);
  test.each(themes)('axe finds nothing in the %s theme', async (colorScheme) => {
    await wall.post({ author: 'Ada', text: 'Open task', task: true, color: 'blue' });
    for (const color of ['yellow', 'orange', 'red', 'pink', 'purple', 'green', 'gray']) {
      await wall.post({ author: 'Ada', text: `In ${color}`, color });
    }
    const { page } = await wall.open('/', { colorScheme, reducedMotion: 'reduce' });
    await noteWith(page, 'In gray').first().waitFor();
    await page.evaluate(axe);
    const violations = async () =>
      (await page.evaluate(
        `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
          violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + failureSummary + ' ' + html)))`,
      )) as string[];
    expect(await violations()).toEqual([]);
    await write(page, `Mine in ${colorScheme}`);
    await page.getByRole('button', { name: 'Colour' }).click();
    expect(await violations()).toEqual([]);
    await startWriting(page);
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'You' }).click();
    expect(await violations()).toEqual([]);
  });

  test('on a phone: writes with the button, drags after a long press, and nothing is wider than the screen', async () => {
    const { page } = await wall.open('/', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await page.getByRole('button', { name: 'New note' }).tap();
    await page.keyboard.type('By finger');
    await page.getByRole('button', { name: 'Save' }).tap();
    const { position } = await onServer('By finger');
    const note = noteWith(page, 'By finger');
    const box = await note.boundingBox();
    if (!box) throw new Error('The note is not shown');
    expect({ left: box.x >= 0, right: box.x + box.width <= 390 }).toEqual({ left: true, right: true });

    const finger = await fingerOn(page);
    await finger.down(box.x + 60, box.y + 20);
    await page.locator('.dragged').waitFor();
    await finger.move(box.x + 60, box.y + 80);
    await finger.move(box.x + 60, box.y + 120);
    await finger.up();
    await waitFor('the move', async () => ((await onServer('By finger')).position?.y ?? 0) > (position?.y ?? 0));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });
});
