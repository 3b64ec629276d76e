import { waitFor } from 'sam-offline/testing/wait-for';
import { notesOf } from '../../../web/src/board/state.ts';
import type { SharedBoard } from '../../support/shared-board.ts';
import { freshBoard, open, stage } from './here.ts';

/** The changes requested from the functions, in order. */
const CHANGES = ['post-message', 'edit-message', 'delete-message', 'live-change'];

describe('a board in the page', () => {
  let board: SharedBoard;
  beforeEach(async () => {
    board = await freshBoard();
  });

  const changes = () => stage.calls.filter(({ name }) => CHANGES.includes(name));

  test('works over HTTP where there are no live updates, and says so', async () => {
    const { session, connected, post, sent, texts } = open(board);
    await connected('polling');
    const key = post('hello');
    expect(texts()).toEqual(['hello']);
    await sent();
    expect(notesOf(session.state.get()).get(key)).toMatchObject({ version: 1, unsaved: false });
    session.change({ kind: 'edit', key, patch: { text: 'changed by its edit token' } });
    await sent();
    expect(await board.notes()).toMatchObject([{ author: 'Ada', text: 'changed by its edit token', version: 2 }]);
  });

  test('keeps texts written offline, even after the page is closed, and sends them once when the server is back', async () => {
    const first = open(board);
    await first.connected('polling');
    first.net.up = false;
    const key = first.post('written offline');
    first.session.change({ kind: 'edit', key, patch: { color: 'blue' } });
    await first.connected('offline');
    await first.close();

    const second = open({ ...board, browser: first.browser });
    await waitFor('the note', () => second.texts().length === 1);
    await second.sent();
    expect(second.texts()).toEqual(['written offline']);
    expect(await board.notes()).toMatchObject([{ text: 'written offline', color: 'blue' }]);
    expect(changes().map(({ name }) => name)).toEqual(['post-message', 'edit-message']);
  });

  test('keeps texts when the sign-in has expired, and says so', async () => {
    const { session, connected, post, signIn } = open({ door: board.membersDoor, as: board.owner });
    await connected('polling');
    signIn.isOver = true;
    post('kept');
    await connected('closed');
    expect(session.view.get().problem).toMatch('You are no longer signed in.');
    expect(session.state.get().pending).toHaveLength(1);
  });

  test('goes live when it can, and then sends its changes that way', async () => {
    const grace = open({ door: board.membersDoor, as: board.owner, live: true });
    await grace.connected('live');
    const { connected, post, sent, texts, session } = open({ ...board, live: true });
    await connected('live');
    post('over the socket');
    await sent();
    expect(texts()).toEqual(['over the socket']);
    expect(changes().map(({ name }) => name)).toEqual(['live-change']);
    expect(
      session.view
        .get()
        .people.map(({ name }) => name)
        .sort(),
    ).toEqual(['Ada', 'Grace Hopper']);
    await stage.deliver();
    await waitFor('the note at Grace’s page', () => grace.texts().includes('over the socket'));
  });

  test('sends a change whose answer was lost again, and it is carried out once', async () => {
    const { connected, post, sent, texts, session, net } = open({ ...board, live: true });
    await connected('live');
    net.arrives = ({ type }) => type !== 'done';
    const key = post('once');
    await waitFor('the answer to be lost', () => net.held.length === 1);
    net.arrives = () => true;
    net.cut();
    await sent();
    expect(texts()).toEqual(['once']);
    session.change({ kind: 'edit', key, patch: { color: 'red' } });
    await sent();
    expect(await board.notes()).toMatchObject([{ text: 'once', color: 'red' }]);
  });

  test('takes a refused change back, and says why', async () => {
    const { connected, post, sent, texts, session, memory } = open({ ...board, live: true });
    await connected('live');
    const key = post('mine');
    await sent();
    const note = () => notesOf(session.state.get()).get(key);
    memory.setToken(note()?.id ?? '', 'that of another note');
    session.change({ kind: 'edit', key, patch: { color: 'red' } });
    expect(note()?.color).toBe('red');
    await sent();
    expect(note()?.color).toBeUndefined();
    expect(session.view.get().notices.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Taken back: .*edit token/i),
    ]);
    expect(texts()).toEqual(['mine']);
  });

  test('an edit of a text that another person has changed is taken back, and can still be made', async () => {
    const { session, connected, post, sent, memory, until } = open(board);
    await connected('polling');
    const key = post('first');
    await sent();
    const text = () => notesOf(session.state.get()).get(key)?.text;
    const id = notesOf(session.state.get()).get(key)?.id ?? '';
    await board.edit(id, { text: 'theirs' });
    await until('their text', () => text() === 'theirs');
    session.change({ kind: 'edit', key, patch: { text: 'mine' }, expected: { text: 'first' } });
    await sent();
    const [notice] = session.view.get().notices;
    expect(text()).toBe('theirs');
    expect(notice?.action?.label).toBe('Use mine');
    notice?.action?.run();
    await sent();
    expect(await board.notes()).toMatchObject([{ id, text: 'mine' }]);
    const { body, headers } = changes().at(-1) ?? {};
    expect(body).toEqual({ text: 'mine' });
    expect(headers).toMatchObject({ 'edit-token': memory.token(id) });
    expect(headers).not.toHaveProperty('if-match');
  });

  test('an edit of a text names the version that it was made for; a move does not', async () => {
    const { session, connected, post, sent } = open(board);
    await connected('polling');
    const key = post('first');
    await sent();
    session.change({ kind: 'edit', key, patch: { text: 'second' }, expected: { text: 'first' } });
    session.change({ kind: 'edit', key, patch: { position: { x: 1, y: 2 } } });
    await sent();
    expect(
      changes()
        .slice(1)
        .map(({ body, headers }) => [body, headers['if-match']]),
    ).toEqual([
      [{ text: 'second' }, '"1"'],
      [{ position: { x: 1, y: 2 } }, undefined],
    ]);
  });

  test('a change during the check of an answer is not lost', async () => {
    const { session, connected, post, sent } = open(board);
    await connected('polling');
    const key = post('first');
    await sent();
    // The board is read again while the edit is on its way, so the edit is checked again.
    stage.before.set('edit-message', session.online);
    stage.before.set('get-message', () => session.change({ kind: 'edit', key, patch: { done: true } }));
    session.change({ kind: 'edit', key, patch: { color: 'blue' } });
    await waitFor('both', () => session.state.get().pending.length === 0 && !stage.before.has('get-message'));
    expect(await board.notes()).toMatchObject([{ color: 'blue', done: true }]);
  });

  test('undoes the person’s own last changes, one by one', async () => {
    const { session, connected, post, sent, texts } = open(board);
    await connected('polling');
    const key = post('first');
    session.change({ kind: 'edit', key, patch: { text: 'second' }, expected: { text: 'first' } });
    session.change({ kind: 'delete', key });
    await sent();
    const seen = [texts()];
    while (session.undo()) seen.push(texts());
    await sent();
    expect(seen).toEqual([[], ['second'], ['first'], []]);
    expect(await board.notes()).toEqual([]);
  });

  test('a deleted board, or one without access, says so and stays closed', async () => {
    const { session, connected } = open({ ...board, live: true });
    await connected('live');
    await board.delete();
    await stage.deliver();
    await connected('closed');
    expect(session.view.get().problem).toBe('This board has been deleted.');
  });
});
