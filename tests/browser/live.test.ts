import { randomUUID } from 'node:crypto';
import type { Page, WebSocketRoute } from 'playwright-core';
import { waitFor } from 'sam-offline/testing/wait-for';
import { noteWith, startWriting, untilLive, useBrowser, writeNote } from '../support/browser.ts';
import { type LiveClient, liveClient } from '../support/live-client.ts';

describe('live updates in a browser', () => {
  const wall = useBrowser();
  const others: LiveClient[] = [];
  afterEach(() => {
    for (const other of others.splice(0)) other.drop();
  });

  /** Another person at the wall, without a browser. */
  const joined = async (name: string): Promise<LiveClient> => {
    const client = liveClient({ api: wall.url, door: '', name });
    others.push(client);
    await client.join();
    return client;
  };

  type Posted = { messageId: string; editToken: unknown };
  const post = async (client: LiveClient, text: string): Promise<Posted> => {
    const answer = await client.ask('post', { clientMutationId: randomUUID(), message: { author: 'Grace', text } });
    return { messageId: (answer.message as { id: string }).id, editToken: answer.editToken };
  };

  const asAda = (page: Page) => page.addInitScript(`localStorage.setItem('whiteboard:name', JSON.stringify('Ada'))`);

  test('others’ notes, changes, moves, deletions, presence and pointers show at once', async () => {
    const { page } = await wall.open('/', { prepare: asAda });
    const grace = await joined('Grace Hopper');
    const note = await post(grace, 'Written by Grace');
    const card = page.locator('article');
    await card.getByText('Written by Grace').waitFor();
    const change = { text: 'Changed by Grace', color: 'blue', position: { x: 300, y: 200 } };
    await grace.ask('edit', { clientMutationId: randomUUID(), ...note, change });
    await card.getByText('Changed by Grace').waitFor();
    await page.locator('article.blue').waitFor();
    expect(await page.getByText('Grace changed: Changed by Grace').getAttribute('aria-live')).toBe('polite');

    expect(await page.getByRole('list', { name: '2 here' }).textContent()).toContain('Ada (you)');
    const linus = await joined('Linus');
    await page.getByRole('list', { name: '3 here' }).waitFor();
    linus.send({ action: 'cursor', x: 200, y: 100 });
    await page.locator('.cursor', { hasText: 'Linus' }).waitFor();
    linus.close();
    await page.locator('.cursor').waitFor({ state: 'detached' });
    await page.mouse.move(500, 500);
    await page.mouse.move(510, 500);
    await grace.next(({ type }) => type === 'cursor');

    await grace.ask('delete', { clientMutationId: randomUUID(), ...note });
    await card.waitFor({ state: 'detached' });
  });

  test('a refused change is taken back with a message, and its text can be taken up again', async () => {
    const { page } = await wall.open('/', { prepare: asAda });
    await writeNote(page, 'Mine');
    const card = noteWith(page, 'Mine');
    // Once its edit token is there.
    await card.getByText('just now').waitFor();
    await page.evaluate(`for (const key of Object.keys(localStorage))
      if (key.includes(':token:')) localStorage.setItem(key, '"that of another note"')`);
    await card.click();
    await page.getByRole('button', { name: 'Task' }).click();
    await page.getByText(/^Taken back: .*edit token/).waitFor();
    expect(await card.getByRole('checkbox').count()).toBe(0);
    await page.keyboard.press('Escape');
    await card.focus();
    await startWriting(page, 'Enter');
    await page.keyboard.insertText(' and refused');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Write again' }).click();
    expect(await page.locator('textarea').inputValue()).toMatch('and refused');
  });

  test('a broken connection comes back by itself, with the missed changes', async () => {
    const sockets: WebSocketRoute[] = [];
    const { page } = await wall.open('/', {
      prepare: (opened) =>
        opened.routeWebSocket(/ticket=/, (socket) => {
          sockets.push(socket);
          socket.connectToServer();
        }),
    });
    const grace = await joined('Grace');
    await sockets[0]?.close();
    await post(grace, 'Written while I was away');
    await noteWith(page, 'Written while I was away').waitFor();
    await untilLive(page);
    await waitFor('a second connection', () => sockets.length === 2);
  });
});
