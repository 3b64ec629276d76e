import type { Page } from 'playwright-core';
import { waitFor } from 'sam-offline/testing/wait-for';
import { BROWSER, noteWith, startWriting, useBrowser, writeNote } from '../support/browser.ts';

/** A key as a browser tells of it, on whatever layout. */
type Key = {
  key: string;
  code?: string;
  ctrlKey?: boolean;
  shiftKey?: boolean;
  isComposing?: boolean;
  keyCode?: number;
};

const press = (page: Page, init: Key) =>
  page.evaluate(
    `(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...${JSON.stringify(init)} }))`,
  );

describe('a written text', () => {
  const wall = useBrowser();
  const onServer = (text: string) => waitFor(text, async () => (await wall.list()).find((one) => one.text === text));
  const area = (page: Page) => page.locator('textarea');

  test('is visibly cleaned of forbidden characters, and saved', async () => {
    const { page, errors } = await wall.open();
    await startWriting(page);
    await page.keyboard.insertText('one\u000Btwo\u000Cthree\u007F\u0085four');
    await page.getByText('Characters that are not allowed were removed.').waitFor();
    expect(await area(page).inputValue()).toBe('one\ntwo\nthree\nfour');
    await page.getByLabel('Your name').fill('A\u2028d\u202Ea');
    await page.keyboard.press('Control+Enter');
    expect((await onServer('one\ntwo\nthree\nfour')).author).toBe('A da');
    expect(errors).toEqual([]);
  });

  test('may be 4,000 emoji long; one more is removed as a whole, with a notice', async () => {
    const { page } = await wall.open();
    await startWriting(page);
    await page.keyboard.insertText('😀'.repeat(4_000));
    expect(await area(page).evaluate((field: { value: string }) => field.value.length)).toBe(8_000);
    await page.keyboard.insertText('😁');
    await page.getByText('There is room for 4,000 characters: the rest was left out.').waitFor();
    await page.keyboard.press('Control+Enter');
    await onServer('😀'.repeat(4_000));
  });

  test('keeps the caret when a character in the middle is removed', async () => {
    const { page } = await wall.open();
    await startWriting(page);
    await page.keyboard.insertText('ab');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.insertText('\u0007x');
    await page.keyboard.insertText('y');
    expect(await area(page).inputValue()).toBe('axyb');
    await page.keyboard.press('Escape');
  });

  test('belongs to the input method while it composes: Escape, Enter and Ctrl+Enter are its own', async () => {
    const { page } = await wall.open();
    await startWriting(page);
    await page.keyboard.type('日本');
    for (const key of [
      { key: 'Escape', isComposing: true },
      { key: 'Process', keyCode: 229 },
      { key: 'Escape', keyCode: 229 },
      { key: 'Enter', isComposing: true },
      { key: 'Enter', ctrlKey: true, isComposing: true },
    ]) {
      await press(page, key);
      expect(await area(page).inputValue()).toBe('日本');
    }
    await page.keyboard.press('Control+Enter');
    await onServer('日本');
  });

  // Only Chromium lets a test compose as an input method does.
  if (BROWSER === 'chromium') {
    test('is not touched while it is composed, and kept as it was composed', async () => {
      const { page } = await wall.open();
      await startWriting(page);
      const ime = await page.context().newCDPSession(page);
      for (const text of ['ｔ', 'て', 'てｓ', 'てす', 'てすと']) {
        await ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      }
      expect(await area(page).inputValue()).toBe('てすと');
      await wall.post({ author: 'Grace', text: 'Meanwhile' });
      await noteWith(page, 'Meanwhile').waitFor();
      expect(await area(page).inputValue()).toBe('てすと');
      await ime.send('Input.insertText', { text: 'テスト' });
      expect(await area(page).inputValue()).toBe('テスト');
      await page.keyboard.press('Control+Enter');
      await onServer('テスト');
    });
  }

  /** tests/unit/web/keys.test.ts tests the meaning of keys. */
  test('is begun and undone by the keys of other layouts', async () => {
    const { page } = await wall.open();
    for (const [layout, newNote, undo] of [
      ['Cyrillic', { key: 'т', code: 'KeyN' }, { key: 'я', code: 'KeyZ', ctrlKey: true }],
      ['Greek', { key: 'ν', code: 'KeyN' }, { key: 'ζ', code: 'KeyZ', ctrlKey: true }],
      ['Arabic', { key: 'ى', code: 'KeyN' }, { key: 'ئ', code: 'KeyZ', ctrlKey: true }],
      ['AZERTY', { key: 'n', code: 'KeyN' }, { key: 'z', code: 'KeyW', ctrlKey: true }],
    ] as const) {
      await press(page, newNote);
      await page.locator('textarea:focus').waitFor();
      await page.keyboard.insertText(`On ${layout}`);
      await page.keyboard.press('Control+Enter');
      await onServer(`On ${layout}`);
      await waitFor('the focus', async () => (await page.locator('article:focus').count()) === 1);
      await press(page, undo);
      await waitFor('the undoing', async () => (await wall.list()).every(({ text }) => text !== `On ${layout}`));
    }
  });

  test('and thrown away can be taken up again', async () => {
    const { page } = await wall.open();
    await startWriting(page);
    await page.keyboard.type('Not so fast');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Take up again' }).click();
    expect(await area(page).inputValue()).toBe('Not so fast');
    await page.keyboard.press('Escape');
  });

  test('into a note that the server refuses to change can be taken up again', async () => {
    const { page } = await wall.open();
    await writeNote(page, 'Before');
    const { id } = await onServer('Before');
    const refusal = { code: 'edit-token-wrong', status: 403, detail: 'The edit token is not that of this message.' };
    await page.routeWebSocket(/./, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        const { action, id: re } = JSON.parse(String(message));
        if (action === 'edit') socket.send(JSON.stringify({ type: 'refused', re, problem: refusal }));
        else server.send(message);
      });
    });
    await page.reload();
    await noteWith(page, 'Before').focus();
    await page.getByRole('status').getByText('Live', { exact: true }).waitFor();
    await startWriting(page, 'Enter');
    await page.keyboard.type(' and after');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Taken back: The edit token is not that of this message.').waitFor();
    await page.getByRole('button', { name: 'Write again' }).click();
    expect(await area(page).inputValue()).toBe('Before and after');
    expect(await page.getByLabel('Text of the note').count()).toBe(1);
    expect((await wall.list()).find((one) => one.id === id)?.text).toBe('Before');
  });
});

describe('undo on a board', () => {
  const wall = useBrowser();
  let boardId = '';
  beforeAll(async () => {
    await wall.call('alice', 'PUT /users/me', { username: 'alice', displayName: 'Alice' });
    boardId = (await wall.call<{ id: string }>('alice', 'POST /boards', { title: 'Undone' })).id;
  });
  type Message = { id: string; text: string; author: string; expiresAt?: string };
  const messages = async () =>
    (await wall.call<{ messages: Message[] }>('alice', `GET /boards/${boardId}/messages`)).messages;

  test('brings a member’s deleted note back, with the time that it has', async () => {
    const made = await wall.call<Message>('alice', `POST /boards/${boardId}/messages`, {
      text: 'For an hour',
      expiresInSeconds: 3_600,
    });
    const { page } = await wall.open(`/#/boards/${boardId}`, { as: 'alice' });
    await noteWith(page, 'For an hour').focus();
    await page.keyboard.press('Delete');
    await waitFor('the deletion', async () => (await messages()).length === 0);
    await page.keyboard.press('Control+z');
    const back = await waitFor('the note', async () => (await messages()).find(({ expiresAt }) => expiresAt));
    await waitFor('its time', async () => (await messages())[0]?.expiresAt === made.expiresAt);
    expect(back).toMatchObject({ text: 'For an hour', author: 'Alice' });
    expect(await page.getByText('Taken back').count()).toBe(0);
  });

  test('of a post leaves another person’s text in it, and says so', async () => {
    const { page } = await wall.open(`/#/boards/${boardId}`, { as: 'alice' });
    await writeNote(page, 'First words');
    const { id } = await waitFor('the note', async () => (await messages()).find(({ text }) => text === 'First words'));
    await wall.call('alice', `PATCH /boards/${boardId}/messages/${id}`, { text: 'Other words' });
    await noteWith(page, 'Other words').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Somebody changed this note since: your change was not undone.').waitFor();
    expect((await messages()).map(({ text }) => text)).toContain('Other words');
  });
});
