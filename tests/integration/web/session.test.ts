import type { Message } from '../../../web/src/board/message.ts';
import { notesOf } from '../../../web/src/board/state.ts';
import { useBoards } from '../../support/board-page.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a board in the page', () => {
  const { open, liveServer } = useBoards();

  test('works over HTTP where there are no live updates, and says so', async () => {
    const { session, connected, post, sent, texts, memory } = open();
    await connected('polling');
    const key = post('hello');
    expect(texts()).toEqual(['hello']);
    await sent();
    const note = notesOf(session.state.get()).get(key);
    expect(note).toMatchObject({ version: 1, unsaved: false });
    expect(memory.token(note?.id ?? '')).toBe(`of ${note?.id}`);
  });

  test('keeps what was written offline, in the page and over its end, and sends it once when the server is back', async () => {
    const first = open();
    await first.connected('polling');
    first.wall.up = false;
    const key = first.post('written offline');
    first.session.change({ kind: 'edit', key, patch: { color: 'blue' } });
    await first.connected('offline');
    await first.close();

    first.wall.up = true;
    const second = open(undefined, { browser: first.browser, server: first.server });
    await waitFor('the note', () => second.texts().length === 1);
    await second.sent();
    expect(second.texts()).toEqual(['written offline']);
    expect([...second.store.values()]).toMatchObject([{ text: 'written offline', color: 'blue' }]);
    expect(second.wall.calls).toHaveLength(2);
  });

  test('keeps what is written when the sign-in is over, and says so', async () => {
    const { session, connected, post, wall } = open();
    await connected('polling');
    wall.signedOut = true;
    post('kept');
    await connected('closed');
    expect(session.view.get().problem).toMatch('You are no longer signed in.');
    expect(session.state.get().pending).toHaveLength(1);
  });

  test('goes live when it can, and then sends its changes that way', async () => {
    const server = await liveServer();
    const { wall, connected, post, sent, texts, session } = open(server);
    await connected('live');
    post('over the socket');
    await sent();
    expect({ http: wall.calls, texts: texts() }).toEqual({ http: [], texts: ['over the socket'] });
    expect(session.view.get().people.map(({ name }) => name)).toEqual(['Ada', 'Grace Hopper']);
  });

  test('sends a change whose answer was lost again, and it is carried out once', async () => {
    const server = await liveServer();
    const { connected, post, sent, texts, session, memory } = open(server);
    await connected('live');
    server.settings.loseAnswers = true;
    const key = post('once');
    await waitFor('the change', () => server.seq() === 1);
    server.settings.loseAnswers = false;
    server.cut();
    await sent();
    expect({ texts: texts(), made: server.messages().length }).toEqual({ texts: ['once'], made: 1 });
    expect(memory.token(notesOf(session.state.get()).get(key)?.id ?? '')).toBe('token-1');
  });

  test('takes a refused change back, and says why', async () => {
    const server = await liveServer();
    const { connected, post, sent, texts, session } = open(server);
    await connected('live');
    const key = post('mine');
    await sent();
    server.settings.refuse = true;
    session.change({ kind: 'edit', key, patch: { color: 'red' } });
    expect(notesOf(session.state.get()).get(key)?.color).toBe('red');
    await sent();
    expect(notesOf(session.state.get()).get(key)?.color).toBeUndefined();
    expect(session.view.get().notices.map(({ text }) => text)).toEqual([
      'Taken back: The edit token is not that of this message.',
    ]);
    expect(texts()).toEqual(['mine']);
  });

  test('an edit of a text that somebody else has changed is taken back, and can be made after all', async () => {
    const { session, store, connected, post, sent, wall } = open();
    await connected('polling');
    const key = post('first');
    await sent();
    const [message] = [...store.values()] as [Message];
    store.set(message.id, { ...message, text: 'theirs', version: 2 });
    await waitFor('their text', () => notesOf(session.state.get()).get(key)?.text === 'theirs');
    session.change({ kind: 'edit', key, patch: { text: 'mine' }, expected: { text: 'first' } });
    await sent();
    const [notice] = session.view.get().notices;
    expect(notesOf(session.state.get()).get(key)?.text).toBe('theirs');
    expect(notice?.action?.label).toBe('Use mine');
    notice?.action?.run();
    await sent();
    expect(store.get(message.id)?.text).toBe('mine');
    expect(wall.calls.at(-1)).toBe(`edit {"text":"mine"} of ${message.id}`);
  });

  test('an edit of a text names the version that it was made for; a move does not', async () => {
    const { session, connected, post, sent, wall } = open();
    await connected('polling');
    const key = post('first');
    await sent();
    session.change({ kind: 'edit', key, patch: { text: 'second' }, expected: { text: 'first' } });
    session.change({ kind: 'edit', key, patch: { position: { x: 1, y: 2 } } });
    await sent();
    expect(wall.calls.slice(1).map((call) => call.replace(/of \w+/, 'token'))).toEqual([
      'edit {"text":"second"} token 1',
      'edit {"position":{"x":1,"y":2}} token',
    ]);
  });

  test('what one changes while an answer is looked at once more is not lost', async () => {
    const { session, connected, post, sent, server, store } = open();
    await connected('polling');
    const key = post('first');
    await sent();
    const { read, edit } = server.api;
    let during = () => {};
    // The board is read anew while the edit is on its way, so that it is looked at once more.
    server.api.edit = async (...args) => {
      const message = await edit(...args);
      session.online();
      return message;
    };
    server.api.read = async (id) => {
      during();
      return read(id);
    };
    during = () => {
      during = () => {};
      session.change({ kind: 'edit', key, patch: { done: true } });
    };
    session.change({ kind: 'edit', key, patch: { color: 'blue' } });
    await waitFor('both', () => [...store.values()].some(({ color, done }) => color === 'blue' && done === true));
  });

  test('undoes one’s own last changes, one by one', async () => {
    const { session, connected, post, sent, texts } = open();
    await connected('polling');
    const key = post('first');
    session.change({ kind: 'edit', key, patch: { text: 'second' }, expected: { text: 'first' } });
    session.change({ kind: 'delete', key });
    await sent();
    const seen = [texts()];
    while (session.undo()) seen.push(texts());
    await sent();
    expect(seen).toEqual([[], ['second'], ['first'], []]);
  });

  test('a board that is deleted, or that one is no longer let in to, says so and stays closed', async () => {
    const server = await liveServer();
    const { session, connected } = open(server);
    await connected('live');
    server.change({ kind: 'board-deleted' });
    await connected('closed');
    expect(session.view.get().problem).toBe('This board has been deleted.');
  });
});
