import type { Door } from '../../../web/src/api/board.ts';
import { forgetUnsent, unsentOf } from '../../../web/src/storage/memory.ts';
import { migrate } from '../../../web/src/storage/migration.ts';
import { useBoards } from '../../support/board-page.ts';
import { makeBrowser } from '../../support/tabs.ts';
import { waitFor } from '../../support/wait-for.ts';

const TOKEN = 'i8GW7K0b6mwzUpvsp8BnMkVKW-QcajADBosDrhxDCnI';

describe('several tabs of one browser', () => {
  const { open } = useBoards();

  /** Tabs of one browser on the same wall. */
  const openTwo = async () => {
    const first = open();
    await first.connected('polling');
    const second = open(undefined, { browser: first.browser, server: first.server });
    await second.connected('polling');
    return [first, second] as const;
  };

  test('keep each their own edit tokens, and know those of the others', async () => {
    const [first, second] = await openTwo();
    const [a, b] = [first.post('from the first'), second.post('from the second')];
    await Promise.all([first.sent(), second.sent()]);
    const ids = [first.notes().find(({ key }) => key === a)?.id, second.notes().find(({ key }) => key === b)?.id];
    const third = open(undefined, { browser: first.browser, server: first.server });
    for (const { memory } of [first, second, third]) {
      expect(ids.map((id) => memory.token(id ?? ''))).toEqual(ids.map((id) => `of ${id}`));
    }
  });

  test('that were offline leave what was written in each of them, and the next one sends it once', async () => {
    const [first, second] = await openTwo();
    first.wall.up = false;
    first.post('from the first');
    second.post('from the second');
    first.post('from the first, again');
    await Promise.all([first.connected('offline'), second.connected('offline')]);
    await first.close();
    await second.close();
    first.wall.up = true;
    first.wall.calls.length = 0;

    const third = open(undefined, { browser: first.browser, server: first.server });
    await waitFor('all three', () => third.store.size === 3);
    await third.sent();
    expect([...first.wall.calls].sort()).toEqual([
      'post from the first',
      'post from the first, again',
      'post from the second',
    ]);
    expect(unsentOf(first.browser.shelf, undefined)).toBe(0);
  });

  test('send what one of them leaves when it is closed; its order stays', async () => {
    const [first, second] = await openTwo();
    first.wall.up = false;
    const key = first.post('one');
    first.session.change({ kind: 'edit', key, patch: { text: 'two' }, expected: { text: 'one' } });
    first.session.change({ kind: 'edit', key, patch: { done: false } });
    await first.close();
    await waitFor('the takeover', () => second.session.state.get().pending.length === 3);
    first.wall.up = true;
    await second.sent();
    expect([...second.store.values()]).toMatchObject([{ text: 'two', done: false }]);
  });

  test('leave alone what belongs to a tab that is still there', async () => {
    const [first, second] = await openTwo();
    first.wall.up = false;
    first.post('mine');
    await second.connected('offline');
    expect(second.session.state.get().pending).toEqual([]);
    first.wall.up = true;
    await first.sent();
    expect(first.wall.calls.filter((call) => call === 'post mine').length).toBeGreaterThan(0);
    expect(first.store.size).toBe(1);
  });

  test('that vanish between two writes leave a change twice: it is sent once', async () => {
    const first = open();
    first.wall.up = false;
    await first.connected('offline');
    first.post('once');
    const entry = [...first.browser.kept].find(([key]) => key.includes(':outbox:'));
    await first.close();
    const [key = '', value = ''] = entry ?? [];
    first.browser.kept.set(key.replace('tab-1', 'tab-0'), value);
    first.wall.up = true;
    first.wall.calls.length = 0;
    const next = open(undefined, { browser: first.browser, server: first.server });
    await waitFor('the note', () => next.store.size === 1);
    await next.sent();
    expect(first.wall.calls).toEqual(['post once']);
    expect([...first.browser.kept.keys()].filter((one) => one.includes(':outbox:'))).toEqual([]);
  });

  test('keep half-written texts apart; the next one finds them all', async () => {
    const [first, second] = await openTwo();
    first.memory.unfinished.keep({ id: 'a', text: 'half of the first' });
    second.memory.unfinished.keep({ id: 'b', text: 'half of the second' });
    expect(first.memory.unfinished.own()).toEqual([{ id: 'a', text: 'half of the first' }]);
    await first.close();
    await second.close();
    const third = open(undefined, { browser: first.browser, server: first.server });
    await waitFor('both', () => third.memory.unfinished.own().length === 2);
    const { resumed, notices } = third.session.view.get();
    const offered = [resumed?.text, ...notices.map(({ text }) => text)].join();
    expect(offered).toContain('half of the first');
    expect(offered).toContain('half of the second');
  });

  test('are told when the browser keeps nothing, and work on', async () => {
    const { browser, connected, post, sent, session, notices } = open();
    await connected('polling');
    browser.state.full = true;
    post('not kept');
    expect(session.view.get().keeps).toBe(false);
    expect(notices()).toEqual(['This browser keeps nothing: what is not sent yet is lost when you close this tab.']);
    await sent();
  });
});

describe('what is kept belongs to a person and a door', () => {
  const { open } = useBoards();
  const door: Door = { kind: 'board', boardId: '01M7ZAAH7J1Q0ADCB8YKKFNCB7' };

  test('one person’s changes, texts and reactions are not the next one’s', async () => {
    const alice = open(undefined, { door, userId: 'alice' });
    await alice.connected('polling');
    alice.wall.up = false;
    const id = '01M7Z6632ZWA9YKEM64GTZ5NDT';
    alice.post('by Alice');
    alice.memory.setReacted(id, 'heart', true);
    alice.memory.unfinished.keep({ id: 'a', text: 'half by Alice' });
    await alice.close();
    alice.wall.up = true;
    alice.wall.calls.length = 0;

    const where = { door, browser: alice.browser, server: alice.server };
    const dave = open(undefined, { ...where, userId: 'dave' });
    await dave.connected('polling');
    expect(dave.session.state.get().pending).toEqual([]);
    expect(dave.memory.hasReacted(id, 'heart')).toBe(false);
    expect(dave.session.view.get().resumed).toBeUndefined();
    dave.post('by Dave');
    await dave.sent();
    expect(alice.wall.calls).toEqual(['post by Dave']);
    expect(unsentOf(alice.browser.shelf, 'alice')).toBe(2);

    const again = open(undefined, { ...where, userId: 'alice' });
    await waitFor('Alice’s note', () => again.store.size === 2);
    expect(again.memory.hasReacted(id, 'heart')).toBe(true);
    expect(again.session.view.get().resumed?.text).toBe('half by Alice');
  });

  test('what is written at one door is not sent at another', async () => {
    const wall = open();
    wall.wall.up = false;
    await wall.connected('offline');
    wall.post('for the wall');
    await wall.close();
    const shared = open(undefined, { browser: wall.browser, door: { kind: 'shared', token: TOKEN } });
    await shared.connected('polling');
    expect(shared.session.state.get().pending).toEqual([]);
  });

  test('who signs in keeps what they wrote before at doors without an account', async () => {
    const before = open();
    await before.connected('polling');
    before.post('mine');
    await before.sent();
    const [note] = before.notes();
    const after = open(undefined, { browser: before.browser, userId: 'alice' });
    expect(after.memory.token(note?.id ?? '')).toBe(`of ${note?.id}`);
    const member = open(undefined, { browser: before.browser, userId: 'alice', door });
    expect(member.memory.token(note?.id ?? '')).toBeUndefined();
  });

  test('names of keys hold no token, and no user id', async () => {
    const { browser, memory, post } = open(undefined, { door: { kind: 'shared', token: TOKEN }, userId: 'alice-7' });
    post('x');
    memory.setToken('id', 'token');
    memory.unfinished.keep({ id: 'a', text: 'x' });
    memory.setName('Alice');
    const names = [...browser.kept.keys()].join('\n');
    expect(names.split('\n').length).toBeGreaterThanOrEqual(4);
    expect(names).not.toContain(TOKEN);
    expect(names).not.toContain('alice-7');
  });

  test('can be counted and thrown away for one person', async () => {
    const { browser, wall, connected, post, memory } = open(undefined, { door, userId: 'alice' });
    wall.up = false;
    await connected('offline');
    post('one');
    memory.unfinished.keep({ id: 'a', text: 'two' });
    memory.setReacted('id', 'heart', true);
    const guest = open(undefined, { browser });
    guest.memory.unfinished.keep({ id: 'b', text: 'three' });
    expect([unsentOf(browser.shelf, 'alice'), unsentOf(browser.shelf, undefined)]).toEqual([2, 1]);
    forgetUnsent(browser.shelf, 'alice');
    expect([unsentOf(browser.shelf, 'alice'), unsentOf(browser.shelf, undefined)]).toEqual([0, 1]);
    expect(memory.hasReacted('id', 'heart')).toBe(true);
  });
});

test('what the first version of the page has kept is taken over', () => {
  const { shelf, kept } = makeBrowser();
  const post = { kind: 'post', key: 'new-1', draft: { author: 'Ada', text: 'x' }, at: '', id: 'm1' };
  const edit = { kind: 'edit', key: 'new-2', patch: { text: 'b' }, base: 'a', id: 'm2', live: true };
  shelf.set('whiteboard:name', 'Ada');
  shelf.set('whiteboard:tokens:', { id: 'token' });
  shelf.set(`whiteboard:tokens:/shared/${TOKEN}`, { other: 'secret' });
  shelf.set('whiteboard:pending:', { pending: [post, edit], posted: [['new-2', 'id']] });
  shelf.set('whiteboard:unfinished:', { key: '', text: 'half' });
  shelf.set('whiteboard:pending:/boards/01M7ZAAH7J1Q0ADCB8YKKFNCB7', { pending: [post], posted: [] });
  migrate(shelf);
  migrate(shelf);
  expect([...kept.keys()].filter((key) => key.includes(TOKEN))).toEqual([]);
  const found = [...kept]
    .filter(([key]) => key.startsWith('whiteboard:guest:wall:'))
    .map(([, text]) => JSON.parse(text));
  const { live: _live, base: _base, ...rest } = edit;
  expect(found).toEqual([
    'token',
    'id',
    post,
    expect.objectContaining({ ...rest, expected: { text: 'a' } }),
    { id: '1', text: 'half' },
  ]);
});
