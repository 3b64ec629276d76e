import { startWriting, untilLive, useBrowser } from '../support/browser.ts';
import { type LiveServer, startLiveServer } from '../support/live-server.ts';
import { waitFor } from '../support/wait-for.ts';

describe('live updates in a browser', () => {
  const wall = useBrowser();
  let server: LiveServer;
  beforeAll(async () => {
    server = await startLiveServer();
  });
  afterAll(() => server.stop());

  const note = (text: string, version: number, more: object = {}) => ({
    kind: 'message',
    message: {
      id: '01M7Z6632ZWA9YKEM64GTZ5NDT',
      author: 'Grace',
      text,
      createdAt: '2026-11-21T12:00:00.000Z',
      version,
      ...more,
    },
  });

  /** The live server is another process than the wall’s here: tickets lead to it, and so do reads. The page’s policy knows nothing of it. */
  const open = async () => {
    const { page } = await wall.open('/', {
      withoutPolicy: true,
      prepare: async (opened) => {
        await opened.route('**/tickets', (route) => route.fulfill({ status: 201, json: { url: server.url } }));
        await opened.route('**/messages?*', (route) =>
          route.fulfill({ json: { messages: server.messages(), nextCursor: null } }),
        );
      },
    });
    return page;
  };

  test('others’ notes, changes, moves and deletions show at once, and who is there and where they point', async () => {
    const page = await open();
    server.change(note('Written by Grace', 1));
    const card = page.locator('article');
    await card.getByText('Written by Grace').waitFor();
    server.change(note('Changed by Grace', 2, { color: 'blue', position: { x: 300, y: 200 } }));
    await card.getByText('Changed by Grace').waitFor();
    await page.locator('article.blue').waitFor();
    expect(await page.getByText('Grace changed: Changed by Grace').getAttribute('aria-live')).toBe('polite');

    expect(await page.getByRole('list', { name: '2 here' }).textContent()).toContain('Ada (you)');
    const linus = { connectionId: 'linus', name: 'Linus', role: 'writer' };
    server.broadcast({ type: 'presence', joined: [linus], left: [] });
    await page.getByRole('list', { name: '3 here' }).waitFor();
    server.broadcast({ type: 'cursor', connectionId: 'linus', x: 200, y: 100 });
    await page.locator('.cursor', { hasText: 'Linus' }).waitFor();
    server.broadcast({ type: 'presence', joined: [], left: ['linus'] });
    await page.locator('.cursor').waitFor({ state: 'detached' });
    await page.mouse.move(500, 500);
    await page.mouse.move(510, 500);
    await waitFor('my cursor', () => server.received.some(({ action }) => action === 'cursor'));

    server.change({ kind: 'message-deleted', messageId: note('', 0).message.id, expired: false });
    await card.waitFor({ state: 'detached' });
  });

  test('a refused change is taken back with a message, and a cut connection comes back by itself', async () => {
    const page = await open();
    await startWriting(page);
    await page.keyboard.type('Mine');
    await page.keyboard.press('Control+Enter');
    await waitFor('the note', () => server.messages().some(({ text }) => text === 'Mine'));
    await page.getByText('just now').or(page.getByText('1970')).waitFor();
    server.settings.refuse = true;
    await page.locator('article').click();
    await page.getByRole('button', { name: 'Task' }).click();
    await page.getByText('Taken back: The edit token is not that of this message.').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await startWriting(page);
    await page.keyboard.type('Refused');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Write again' }).click();
    expect(await page.locator('textarea').inputValue()).toBe('Refused');
    await page.keyboard.press('Escape');
    server.settings.refuse = false;

    server.cut();
    server.change({
      kind: 'message',
      message: { ...server.messages()[0], text: 'Changed while I was away', version: 2 },
    });
    await page.getByText('Changed while I was away').and(page.locator('.note-text')).waitFor();
    await untilLive(page);
  });
});
