import { waitFor } from 'sam-offline/testing/wait-for';
import { noteWith, startWriting, untilLive, useBrowser, writeNote } from '../support/browser.ts';

describe('links', () => {
  const wall = useBrowser();
  let boardId = '';
  beforeAll(async () => {
    await wall.call('olga', 'PUT /users/me', { username: 'olga', displayName: 'Olga' });
    boardId = (await wall.call<{ id: string }>('olga', 'POST /boards', { title: 'Launch' })).id;
    await wall.call('olga', `POST /boards/${boardId}/messages`, { text: 'On the board' });
  });
  const link = (access: 'read' | 'write') =>
    wall.call<{ token: string; id: string }>('olga', `POST /boards/${boardId}/links`, { access });
  const invite = async (role = 'editor') =>
    (await wall.call<{ token: string }>('olga', `POST /boards/${boardId}/invites`, { role })).token;
  const members = async () =>
    (await wall.call<{ members: { userId: string; displayName?: string }[] }>('olga', `GET /boards/${boardId}/members`))
      .members;

  /** tests/unit/web/route.test.ts tests the parsing of fragments. */
  test('that a program has changed still work, and are corrected', async () => {
    const { token } = await link('write');
    const path = `/#/shared/${token}`;
    const { page } = await wall.open(`${path}.`);
    await noteWith(page, 'On the board').waitFor();
    expect(page.url()).toBe(`${wall.url}${path}`);
    const spellings = [')', '%20', '?utm_source=chat', '!', '\u200b'].map((added) => `${path}${added}`);
    for (const spelling of [...spellings, `/#%2Fshared%2F${token}`, `/#!/shared/${token}`]) {
      await page.goto(`${wall.url}${spelling}`);
      await waitFor(`${spelling} as ${path}`, () => page.url() === `${wall.url}${path}`);
      await noteWith(page, 'On the board').waitFor();
    }
  });

  test('that are not whole say so, and are not the wall', async () => {
    const { page } = await wall.open('/#/shared/abc', { early: true });
    for (const hash of ['#/shared/abc', '#/invites/', '#/share/x', '#/boards/01M7']) {
      await page.goto(`${wall.url}/${hash}`);
      await page.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
      expect(await page.getByRole('button', { name: 'New note' }).count()).toBe(0);
      await page.getByRole('link', { name: 'The public wall' }).last().click();
      await page.getByRole('button', { name: 'New note' }).waitFor();
    }
  });

  test('for reading offer nothing to write with, by button, key or mouse', async () => {
    const { token } = await link('read');
    const { page } = await wall.open(`/#/shared/${token}`, { early: true });
    await noteWith(page, 'On the board').waitFor();
    await untilLive(page);
    await page.keyboard.press('n');
    await page.mouse.dblclick(900, 600);
    expect(await page.getByRole('button', { name: 'New note' }).count()).toBe(0);
    expect(await page.locator('textarea').count()).toBe(0);
  });

  test('that are revoked during writing close the board, and leave the written text', async () => {
    const { token, id } = await link('write');
    const { page } = await wall.open(`/#/shared/${token}`);
    await startWriting(page);
    await page.keyboard.type('Half a thought');
    await wall.call('olga', `DELETE /boards/${boardId}/links/${id}`);
    await page.getByRole('heading', { name: 'This board is closed to you' }).waitFor();
    expect(await page.getByLabel('What you wrote').inputValue()).toBe('Half a thought');
    await page.getByRole('button', { name: 'Copy' }).waitFor();
    expect(await page.locator('article, .people').count()).toBe(0);
  });

  test('an invite makes nobody a member before they accept', async () => {
    const token = await invite('viewer');
    const before = (await members()).length;
    const { page } = await wall.open(`/#/invites/${token}`, { as: 'visitor', early: true });
    await page.getByRole('heading', { name: 'You are invited to “Launch”' }).waitFor();
    await page.getByText('Olga (olga) invites you as a viewer').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Join the board' }).waitFor();
    expect((await members()).length).toBe(before);
    await page.getByRole('button', { name: 'Join the board' }).click();
    await page.getByRole('heading', { name: 'Launch', exact: true }).waitFor();
    expect((await members()).length).toBe(before + 1);
  });

  test('an invalid invite says so', async () => {
    const { page } = await wall.open(`/#/invites/${'x'.repeat(43)}`, { as: 'visitor', early: true });
    await page.getByText('This invite does not work').waitFor();
  });

  test('a new member without a name is asked for it with the first note, which is kept, then sent', async () => {
    const token = await invite();
    const { page } = await wall.open(`/#/invites/${token}`, { as: 'newcomer', early: true });
    await page.getByRole('button', { name: 'Join the board' }).click();
    await page.getByRole('button', { name: 'New note' }).waitFor();
    await untilLive(page);
    await page.getByRole('list', { name: '1 here' }).getByText('Somebody (you)').waitFor();
    await writeNote(page, 'My first note');
    const dialog = page.getByRole('dialog', { name: 'You' });
    await dialog.getByText('Your changes are kept until then').waitFor();
    await noteWith(page, 'My first note').waitFor();
    await dialog.getByLabel('Your name').fill('Nadia Newcomer');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await noteWith(page, 'My first note').getByText('Nadia Newcomer').waitFor();
    await page.getByRole('list', { name: '1 here' }).getByText('Nadia Newcomer (you)').waitFor();
    expect(await page.getByText('PUT /users/me').count()).toBe(0);
  });

  test('opening a board says nothing of missing live updates while they are on their way', async () => {
    const { page } = await wall.open('/', {
      prepare: (opened) =>
        opened.addInitScript(`
          window.statuses = [];
          new MutationObserver(() => {
            const text = document.querySelector('[role=status] .status-text')?.textContent;
            if (text && statuses.at(-1) !== text) statuses.push(text);
          }).observe(document, { subtree: true, childList: true, characterData: true });
        `),
    });
    await untilLive(page);
    expect(await page.evaluate('statuses')).toEqual(['Connecting…', 'Live']);
  });

  test('a network failure is not mistaken for a deployment without sign-in, or for a person without a name', async () => {
    const { page } = await wall.open('/', {
      prepare: (opened) => opened.route('**/config.json', (route) => route.abort()),
    });
    await page.getByRole('link', { name: 'My boards' }).click();
    await page.getByText('The sign-in server does not answer.').waitFor();
    expect(await page.getByText('Nobody can sign in here').count()).toBe(0);
    await page.unroute('**/config.json');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();

    const signedIn = await wall.open('/#/boards', {
      as: 'olga',
      early: true,
      prepare: (opened) => opened.route('**/users/me', (route) => route.abort()),
    });
    await signedIn.page.getByText('Launch').waitFor();
    expect(await signedIn.page.getByText('First choose a name for others to see.').count()).toBe(0);
  });

  test('a request for a board contains only parameters of its route', async () => {
    const urls: string[] = [];
    const { page } = await wall.open(`/#/boards/${boardId}`, {
      as: 'olga',
      prepare: async (opened) => void opened.on('request', (request) => urls.push(request.url())),
    });
    await noteWith(page, 'On the board').waitFor();
    await waitFor('the request', () => urls.includes(`${wall.url}/boards/${boardId}`));
    expect(urls.filter((url) => /\/boards\/\w+\?/.test(url))).toEqual([]);
  });
});
