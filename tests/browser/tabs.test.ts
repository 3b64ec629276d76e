import type { Page } from 'playwright-core';
import { waitFor } from 'sam-offline/testing/wait-for';
import { noteWith, startWriting, untilLive, useBrowser, writeNote } from '../support/browser.ts';

describe('several tabs of one browser', () => {
  const wall = useBrowser();
  const times = async (text: string) => (await wall.list()).filter((note) => note.text === text).length;
  const arrives = (text: string) => waitFor(text, async () => (await times(text)) === 1);
  const offline = async (page: Page) => {
    await page.context().setOffline(true);
    await page.getByRole('status').getByText('Offline').waitFor();
  };
  const mayEdit = async (page: Page, text: string) => {
    // Only the tab in front has a focus.
    await page.bringToFront();
    await noteWith(page, text).focus();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    await page.keyboard.press('Escape');
  };

  test('keep the edit tokens of all of them over a reload', async () => {
    const { page: first } = await wall.open();
    const { page: second } = await wall.open('/', { context: first.context() });
    await writeNote(first, 'From the first tab');
    await arrives('From the first tab');
    await writeNote(second, 'From the second tab');
    await arrives('From the second tab');
    await mayEdit(second, 'From the first tab');
    for (const page of [first, second]) {
      await page.reload();
      await untilLive(page);
      await mayEdit(page, 'From the first tab');
      await mayEdit(page, 'From the second tab');
    }
  });

  test('leave their offline changes when they are closed; these are sent once', async () => {
    const { page: first } = await wall.open();
    const context = first.context();
    const { page: second } = await wall.open('/', { context });
    const { page: third } = await wall.open('/boards', { context, early: true });
    await offline(first);
    await writeNote(first, 'Kept by the first');
    await writeNote(second, 'Kept by the second');
    await writeNote(second, 'Kept by it, too');
    await second.getByText('2 unsent').waitFor();
    await first.close();
    await second.close();
    await context.setOffline(false);
    await third.close();
    const { page: next } = await wall.open('/', { context });
    for (const text of ['Kept by the first', 'Kept by the second', 'Kept by it, too']) {
      await arrives(text);
      await noteWith(next, text).waitFor();
    }
    expect(await next.getByText('unsent').count()).toBe(0);
  });

  test('send the changes of a closed one as soon as they can', async () => {
    const { page: first } = await wall.open();
    const { page: second } = await wall.open('/', { context: first.context() });
    await offline(first);
    await writeNote(first, 'Left by a closed tab');
    await first.getByText('1 unsent').waitFor();
    await first.close();
    await second.getByText('1 unsent').waitFor();
    await second.context().setOffline(false);
    await arrives('Left by a closed tab');
  });

  test('are one place: unsent changes of a board are sent when the same tab returns to it', async () => {
    const { page } = await wall.open();
    await offline(page);
    await writeNote(page, 'Left by going elsewhere');
    await page.getByRole('link', { name: 'My boards' }).click();
    await page
      .getByText('The sign-in server does not answer', { exact: false })
      .or(page.getByRole('heading', { name: 'Sign in' }))
      .waitFor();
    await page.context().setOffline(false);
    await page.goto(`${wall.url}/#/`);
    await noteWith(page, 'Left by going elsewhere').waitFor();
    await arrives('Left by going elsewhere');
  });

  test('offer every half-written text again', async () => {
    const { page: first } = await wall.open();
    const context = first.context();
    const { page: second } = await wall.open('/', { context });
    for (const [page, text] of [
      [first, 'Half of the first'],
      [second, 'Half of the second'],
    ] as const) {
      await startWriting(page);
      await page.keyboard.type(text);
    }
    await first.close();
    await second.close();
    const { page } = await wall.open('/', { context });
    const area = page.locator('textarea');
    await area.waitFor();
    const texts = [await area.inputValue()];
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Go on' }).click();
    texts.push(await area.inputValue());
    expect(texts.sort()).toEqual(['Half of the first', 'Half of the second']);
  });
});

describe('two people at one browser', () => {
  const wall = useBrowser();

  type BoardMessage = { text: string; author: string; reactions?: { heart?: number } };
  /** A board with two members. */
  const boardOf = async (owner: string, other: string): Promise<string> => {
    for (const name of [owner, other]) {
      await wall.call(name, 'PUT /users/me', { username: name, displayName: name.toUpperCase() });
    }
    const { id } = await wall.call<{ id: string }>(owner, 'POST /boards', { title: 'Shared by two' });
    const { token } = await wall.call<{ token: string }>(owner, `POST /boards/${id}/invites`, { role: 'editor' });
    await wall.call(other, `POST /invites/${token}/accept`);
    return id;
  };
  const messagesOn = async (name: string, boardId: string) =>
    (await wall.call<{ messages: BoardMessage[] }>(name, `GET /boards/${boardId}/messages`)).messages;

  test('do not share offline changes and reactions', async () => {
    const id = await boardOf('alice', 'dave');
    const { page: hers } = await wall.open(`/#/boards/${id}`, { as: 'alice' });
    const context = hers.context();
    await writeNote(hers, 'A note to like');
    const note = noteWith(hers, 'A note to like');
    await note.getByText('ALICE', { exact: true }).waitFor();
    await note.click();
    await hers.getByRole('button', { name: 'React' }).click();
    await hers.getByRole('button', { name: 'heart' }).click();
    const hasHeart = async () => (await messagesOn('dave', id)).some(({ reactions }) => reactions?.heart === 1);
    await waitFor('the heart', hasHeart);
    await context.setOffline(true);
    await hers.getByRole('status').getByText('Offline').waitFor();
    await writeNote(hers, 'Alice’s own words');
    // Her reaction may not have been answered yet.
    await hers.getByText(/[12] unsent/).waitFor();
    await hers.close();
    await context.setOffline(false);

    const { page: his } = await wall.open(`/#/boards/${id}`, { as: 'dave', context });
    await noteWith(his, 'A note to like').click();
    await his.getByRole('button', { name: 'React' }).click();
    expect(await his.getByRole('button', { name: 'heart' }).getAttribute('aria-pressed')).toBe('false');
    await his.keyboard.press('Escape');
    await writeNote(his, 'Dave’s own words');
    await noteWith(his, 'Dave’s own words').getByText('DAVE', { exact: true }).waitFor();
    expect((await messagesOn('dave', id)).map(({ author, text }) => `${author}: ${text}`)).toEqual([
      'DAVE: Dave’s own words',
      'ALICE: A note to like',
    ]);

    const { page: hersAgain } = await wall.open(`/#/boards/${id}`, { as: 'alice', context });
    await noteWith(hersAgain, 'Alice’s own words').getByText('ALICE', { exact: true }).waitFor();
    await waitFor('her words', async () =>
      (await messagesOn('dave', id)).some(({ text }) => text === 'Alice’s own words'),
    );
  });

  test('signing out asks about unsent changes', async () => {
    const id = await boardOf('erin', 'frank');
    const { page } = await wall.open(`/#/boards/${id}`, { as: 'erin' });
    await page.context().setOffline(true);
    await page.getByRole('status').getByText('Offline').waitFor();
    await writeNote(page, 'Not sent yet');
    await page.getByText('1 unsent').waitFor();
    await page.getByRole('button', { name: 'You' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('One thing that you wrote is not sent yet.').waitFor();
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.context().setOffline(false);
    await waitFor('the note', async () => (await messagesOn('frank', id)).length === 1);
  });

  test('names of stored values contain no token of a link', async () => {
    const id = await boardOf('grace', 'heidi');
    const { token } = await wall.call<{ token: string }>('grace', `POST /boards/${id}/links`, { access: 'write' });
    const { page } = await wall.open(`/#/shared/${token}`);
    await writeNote(page, 'By a guest');
    await noteWith(page, 'By a guest').getByText('Guest', { exact: true }).waitFor();
    await startWriting(page);
    await page.keyboard.type('Half');
    const names = (await page.evaluate('Object.keys(localStorage)')) as string[];
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => name.includes(token))).toEqual([]);
  });
});
