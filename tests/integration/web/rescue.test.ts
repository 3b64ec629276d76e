import type { Message } from '../../../web/src/board/message.ts';
import { ANSWER_MS } from '../../../web/src/live/connection.ts';
import { useBoards } from '../../support/board-page.ts';
import { waitFor } from '../../support/wait-for.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

describe('what cannot be sent', () => {
  const { open, liveServer } = useBoards();

  test.each(['post', 'edit'] as const)('a refused %s can be taken up again with its text', async (kind) => {
    const { session, connected, post, sent, wall, notices, memory } = open();
    await connected('polling');
    const key = kind === 'edit' ? post('before') : undefined;
    await sent();
    wall.refuse = { status: 403, code: 'edit-token-wrong', detail: 'The edit token is not that of this message.' };
    if (key === undefined) post('written');
    else session.change({ kind: 'edit', key, patch: { text: 'written' }, expected: { text: 'before' } });
    await sent();
    expect(notices()).toEqual(['Taken back: The edit token is not that of this message.']);
    const [unfinished] = memory.unfinished.own();
    expect(unfinished).toMatchObject({ text: 'written', ...(key && { key: expect.stringMatching(/^01M7/) }) });
    const [notice] = session.view.get().notices;
    expect(notice?.action?.label).toBe('Write again');
    notice?.action?.run();
    expect(session.view.get().resumed).toEqual(unfinished);
  });

  test('of a refused post is the text that it had in the end', async () => {
    const { session, connected, post, sent, wall, memory } = open();
    await connected('polling');
    wall.up = false;
    const key = post('first');
    session.change({ kind: 'edit', key, patch: { text: 'second' }, expected: { text: 'first' } });
    wall.refuse = { status: 422, code: 'invalid-fields', detail: 'no' };
    wall.up = true;
    await sent();
    expect(memory.unfinished.own()).toMatchObject([{ text: 'second' }]);
  });

  test('stays offered while other things are told', async () => {
    const { session, connected, post, sent, wall, notices } = open();
    await connected('polling');
    wall.refuse = { status: 403, code: 'x', detail: 'no' };
    for (const text of ['one', 'two', 'three', 'four', 'five']) post(text);
    await sent();
    for (let n = 0; n < 5; n += 1) session.notify(`told ${n}`, 'info');
    expect(notices().filter((text) => text === 'Taken back: no')).toHaveLength(5);
    expect(notices().filter((text) => text.startsWith('told'))).toEqual(['told 2', 'told 3', 'told 4']);
  });

  test('is found by the next page, if this one is left before it was taken up', async () => {
    const first = open();
    await first.connected('polling');
    first.wall.refuse = { status: 403, code: 'x', detail: 'no' };
    first.post('refused');
    await first.sent();
    await first.close();
    const next = open(undefined, { browser: first.browser, server: first.server });
    await waitFor('the text', () => next.session.view.get().resumed?.text === 'refused');
  });

  test.each([
    { status: 429, code: 'quota-exceeded', detail: 'This is more than you may post in a minute (3).' },
    { status: 503, code: 'unavailable', detail: 'The table did not answer.' },
  ])('since the server cannot now ($status) is kept, told and sent later', async (problem) => {
    const { connected, post, sent, wall, notices, store, session } = open();
    await connected('polling');
    wall.busy = problem;
    post('kept');
    await waitFor('the notice', () => notices().length > 0);
    expect(notices()[0]).toBe(`Not sent yet: ${problem.detail} It is kept, and sent later.`);
    expect(session.view.get().connection).toBe('polling');
    wall.busy = undefined;
    await sent();
    expect([...store.values()]).toMatchObject([{ text: 'kept' }]);
  });

  test('without a name waits for one, and is sent then', async () => {
    const { session, connected, post, sent, wall, store, texts } = open();
    await connected('polling');
    wall.refuse = { status: 409, code: 'profile-missing', detail: 'Choose a username first: PUT /users/me …' };
    post('kept');
    await waitFor('the question', () => session.view.get().nameless);
    expect([texts(), session.view.get().notices]).toEqual([['kept'], []]);
    wall.refuse = undefined;
    session.renamed();
    await sent();
    expect([...store.values()]).toMatchObject([{ text: 'kept' }]);
    expect(session.view.get().nameless).toBe(false);
  });

  test('over the socket without an answer is asked again on a new connection, and carried out once', async () => {
    const server = await liveServer();
    const { connected, post, sent, texts, pass } = open(server);
    await connected('live');
    server.settings.loseAnswers = true;
    post('once');
    await waitFor('the change', () => server.seq() === 1);
    server.settings.loseAnswers = false;
    pass(ANSWER_MS);
    await sent();
    expect({ texts: texts(), made: server.messages().length }).toEqual({ texts: ['once'], made: 1 });
  });

  test('sent more than a day ago is not sent again by itself: it may have arrived', async () => {
    const first = open();
    await first.connected('polling');
    first.wall.up = false;
    first.post('long ago');
    await waitFor('the attempt', () => first.session.state.get().pending[0]?.sentAt !== undefined);
    await first.close();
    first.wall.up = true;
    first.wall.calls.length = 0;
    const next = open(undefined, { browser: first.browser, server: first.server });
    next.now.ms += DAY_MS;
    await waitFor('the question', () => next.notices().length > 0);
    expect(next.notices()).toEqual([
      'Taken back: It was sent more than a day ago, and may have arrived then. Look before you post it again.',
    ]);
    expect(next.memory.unfinished.own()).toMatchObject([{ text: 'long ago' }]);
    expect(first.wall.calls).toEqual([]);
  });

  test('an edit of a note that the page has not read is held against it first', async () => {
    const { session, connected, sent, store, notices, memory, server } = open();
    await connected('polling');
    const id = '01M7Z6632ZWA9YKEM64GTZ5NDT';
    const message: Message = { id, author: 'Grace', text: 'theirs', createdAt: '2026-11-21T12:00:00.000Z', version: 4 };
    // What the page reads does not show it: a board can have more notes than are read.
    store.set(id, message);
    server.api.list = async () => [];
    session.change({ kind: 'edit', key: id, patch: { text: 'mine' }, expected: { text: 'what it was' } });
    await sent();
    expect(store.get(id)).toEqual(message);
    expect(notices()).toEqual(['Somebody changed this note in the meantime; your text was taken back.']);
    expect(memory.unfinished.own()).toMatchObject([{ key: id, text: 'mine' }]);
  });
});

describe('a board that may no longer be seen', () => {
  const { open, liveServer } = useBoards();

  test('shows nothing of what was on it, and keeps what one wrote', async () => {
    const server = await liveServer();
    const { session, connected, post, sent, texts, memory, notes } = open(server);
    await connected('live');
    post('before');
    await sent();
    server.settings.silent = true;
    post('not sent');
    memory.unfinished.keep({ id: 'a', text: 'half-written' });
    await waitFor('both', () => notes().length === 2);
    server.change({ kind: 'board-deleted' });
    await connected('closed');
    expect(session.state.get().messages.size).toBe(0);
    expect(texts()).toEqual(['not sent']);
    expect(memory.unfinished.own()).toEqual([{ id: 'a', text: 'half-written' }]);
    expect(session.view.get()).toMatchObject({ problem: 'This board has been deleted.', people: [], signedOut: false });
  });

  test.each([
    ['a link that was revoked', { status: 404, code: 'not-found', detail: 'This link opens nothing.' }, false],
    ['a sign-in that is over', { status: 401, code: '', detail: 'Unauthorized' }, true],
  ])('is shut when it is polled: %s', async (_why, problem, signedOut) => {
    const { session, connected, wall } = open();
    await connected('polling');
    wall.refuse = problem;
    await connected('closed');
    expect(session.view.get()).toMatchObject({ problem: expect.stringMatching(/opens nothing|signed in/), signedOut });
  });
});

describe('what one may do', () => {
  const { open, liveServer } = useBoards();

  test('follows the role that a new connection tells', async () => {
    const server = await liveServer();
    const { session, connected } = open(server);
    await connected('live');
    expect(session.view.get().role).toBe('writer');
    server.you.role = 'reader';
    server.cut();
    await waitFor('the role', () => session.view.get().role === 'reader');
  });

  test('is less when a change is refused for it, and the text is kept', async () => {
    const { session, connected, post, sent, wall, memory } = open();
    await connected('polling');
    wall.refuse = { status: 403, code: 'link-read-only', detail: 'This link is for reading.' };
    post('kept');
    await sent();
    expect(session.view.get().role).toBe('reader');
    expect(memory.unfinished.own()).toMatchObject([{ text: 'kept' }]);
  });

  test('says nothing of missing live updates while they are still on their way', async () => {
    const server = await liveServer();
    const page = open(server);
    const seen = new Set<string>();
    page.session.view.subscribe(() => seen.add(page.session.view.get().connection));
    await page.connected('live');
    expect([...seen]).toEqual(['connecting', 'live']);
  });
});
