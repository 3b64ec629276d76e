import { waitFor } from 'sam-offline/testing/wait-for';
import { forgetUnsent, unsentOf } from '../../../web/src/storage/memory.ts';
import type { BoardPage } from '../../support/board-page.ts';
import { join } from '../../support/boards.ts';
import { named } from '../../support/people.ts';
import type { SharedBoard } from '../../support/shared-board.ts';
import { freshBoard, open, stage } from './here.ts';

describe('the storage of a browser', () => {
  let board: SharedBoard;
  beforeEach(async () => {
    board = await freshBoard();
  });

  /** The texts that the function was asked to post. */
  const posts = () => stage.calls.filter(({ name }) => name === 'post-message').map(({ body }) => body.text);
  const texts = async () => (await board.notes()).map(({ text }) => text);

  /** A note's edit token, as the function gave it out. */
  const tokenOf = (id: string | undefined) => {
    const answers = stage.calls.map(({ answer }) => answer);
    const token = answers.find((answer) => answer?.id === id && answer?.editToken !== undefined)?.editToken;
    expect(token).toEqual(expect.stringMatching(/^.{20}/));
    return token;
  };

  describe('several tabs of one browser', () => {
    /** Tabs of one browser on the same board. */
    const openTwo = async () => {
      const first = open(board);
      await first.connected('polling');
      const second = open({ ...board, browser: first.browser });
      await second.connected('polling');
      return [first, second] as const;
    };

    test('keep each their own edit tokens, and know those of the others', async () => {
      const [first, second] = await openTwo();
      const [a, b] = [first.post('from the first'), second.post('from the second')];
      await Promise.all([first.sent(), second.sent()]);
      const ids = [first.notes().find(({ key }) => key === a)?.id, second.notes().find(({ key }) => key === b)?.id];
      const third = open({ ...board, browser: first.browser });
      for (const { memory } of [first, second, third]) {
        expect(ids.map((id) => memory.token(id ?? ''))).toEqual(ids.map(tokenOf));
      }
    });

    test('that were offline leave their changes, and the next tab sends them once', async () => {
      const [first, second] = await openTwo();
      for (const { net } of [first, second]) net.up = false;
      first.post('from the first');
      second.post('from the second');
      first.post('from the first, again');
      await Promise.all([first.connected('offline'), second.connected('offline')]);
      await first.close();
      await second.close();

      const third = open({ ...board, browser: first.browser });
      await waitFor('all three', async () => (await board.notes()).length === 3);
      await third.sent();
      expect(posts().sort()).toEqual(['from the first', 'from the first, again', 'from the second']);
      expect(unsentOf(first.browser.shelf, undefined)).toBe(0);
    });

    test('send the changes of a closed tab, in their order', async () => {
      const [first, second] = await openTwo();
      for (const { net } of [first, second]) net.up = false;
      const key = first.post('one');
      first.session.change({ kind: 'edit', key, patch: { text: 'two' }, expected: { text: 'one' } });
      first.session.change({ kind: 'edit', key, patch: { done: false } });
      await first.close();
      await waitFor('the takeover', () => second.session.state.get().pending.length === 3);
      second.net.up = true;
      await second.sent();
      expect(await board.notes()).toMatchObject([{ text: 'two', done: false }]);
    });

    test('do not touch the changes of an open tab', async () => {
      const [first, second] = await openTwo();
      for (const { net } of [first, second]) net.up = false;
      first.post('mine');
      await second.connected('offline');
      expect(second.session.state.get().pending).toEqual([]);
      for (const { net } of [first, second]) net.up = true;
      await first.sent();
      expect(posts()).toEqual(['mine']);
      expect(await texts()).toEqual(['mine']);
    });

    test('that vanish between two writes leave a change twice: it is sent once', async () => {
      const first = open(board);
      first.net.up = false;
      await first.connected('offline');
      first.post('once');
      const entry = [...first.browser.kept].find(([key]) => key.includes(':outbox:'));
      await first.close();
      const [key = '', value = ''] = entry ?? [];
      first.browser.kept.set(key.replace('tab-1', 'tab-0'), value);
      const next = open({ ...board, browser: first.browser });
      await waitFor('the note', () => next.texts().length > 0);
      await next.sent();
      expect(posts()).toEqual(['once']);
      expect([...first.browser.kept.keys()].filter((one) => one.includes(':outbox:'))).toEqual([]);
    });

    test('keep unfinished texts apart; the next tab finds them all', async () => {
      const [first, second] = await openTwo();
      first.memory.unfinished.keep({ id: 'a', text: 'half of the first' });
      second.memory.unfinished.keep({ id: 'b', text: 'half of the second' });
      expect(first.memory.unfinished.own()).toEqual([{ id: 'a', text: 'half of the first' }]);
      await first.close();
      await second.close();
      const third = open({ ...board, browser: first.browser });
      await waitFor('both', () => third.memory.unfinished.own().length === 2);
      const { resumed, notices } = third.session.view.get();
      const offered = [resumed?.text, ...notices.map(({ text }) => text)].join();
      expect(offered).toContain('half of the first');
      expect(offered).toContain('half of the second');
    });

    test('are told when the browser keeps nothing, and work on', async () => {
      const { browser, connected, post, sent, session, notices } = open(board);
      await connected('polling');
      browser.state.full = true;
      post('not kept');
      expect(session.view.get().keeps).toBe(false);
      expect(notices()).toEqual(['This browser stores nothing: unsent changes are lost when you close this tab.']);
      await sent();
    });
  });

  describe('stored values belong to a person and a door', () => {
    /** A member of the board, at its page. */
    const member = async (name: string) => {
      const as = await named(name);
      await join(board.owner, board.boardId, as, 'editor');
      return { door: board.membersDoor, as };
    };
    const offline = async (page: BoardPage) => {
      page.net.up = false;
      await page.connected('offline');
    };

    test('one person’s changes, texts and reactions are not the next one’s', async () => {
      const [asAlice, asDave] = [await member('Alice'), await member('Dave')];
      const alice = open(asAlice);
      await offline(alice);
      const id = '01M7Z6632ZWA9YKEM64GTZ5NDT';
      alice.post('by Alice');
      alice.memory.setReacted(id, 'heart', true);
      alice.memory.unfinished.keep({ id: 'a', text: 'half by Alice' });
      await alice.close();

      const { browser } = alice;
      const dave = open({ ...asDave, browser });
      await dave.connected('polling');
      expect(dave.session.state.get().pending).toEqual([]);
      expect(dave.memory.hasReacted(id, 'heart')).toBe(false);
      expect(dave.session.view.get().resumed).toBeUndefined();
      dave.post('by Dave');
      await dave.sent();
      expect(posts()).toEqual(['by Dave']);
      expect(unsentOf(browser.shelf, asAlice.as.userId)).toBe(2);

      const again = open({ ...asAlice, browser });
      await waitFor('Alice’s note', async () => (await board.notes()).length === 2);
      expect(again.memory.hasReacted(id, 'heart')).toBe(true);
      expect(again.session.view.get().resumed?.text).toBe('half by Alice');
    });

    test('a text from one door is not sent at another', async () => {
      const wall = open({ door: { kind: 'wall' } });
      await offline(wall);
      wall.post('for the wall');
      await wall.close();
      const shared = open({ ...board, browser: wall.browser });
      await shared.connected('polling');
      expect(shared.session.state.get().pending).toEqual([]);
    });

    test('people who sign in keep their texts from doors without an account', async () => {
      const before = open(board);
      await before.connected('polling');
      before.post('mine');
      await before.sent();
      const [note] = before.notes();
      const alice = await member('Alice');
      const after = open({ ...alice, door: board.door, browser: before.browser });
      expect(after.memory.token(note?.id ?? '')).toBe(tokenOf(note?.id));
      const atBoard = open({ ...alice, browser: before.browser });
      expect(atBoard.memory.token(note?.id ?? '')).toBeUndefined();
    });

    test('names of keys hold no token, and no user id', async () => {
      const { as } = await member('Alice');
      const { browser, memory, post } = open({ ...board, as });
      post('x');
      memory.setToken('id', 'token');
      memory.unfinished.keep({ id: 'a', text: 'x' });
      memory.setName('Alice');
      const names = [...browser.kept.keys()].join('\n');
      expect(names.split('\n').length).toBeGreaterThanOrEqual(4);
      expect(names).not.toContain(board.door.token);
      expect(names).not.toContain(as.userId);
    });

    test('can be counted and deleted for one person', async () => {
      const alice = await member('Alice');
      const { userId } = alice.as;
      const page = open(alice);
      const { browser, memory } = page;
      await offline(page);
      page.post('one');
      memory.unfinished.keep({ id: 'a', text: 'two' });
      memory.setReacted('id', 'heart', true);
      const guest = open({ ...board, browser });
      guest.memory.unfinished.keep({ id: 'b', text: 'three' });
      expect([unsentOf(browser.shelf, userId), unsentOf(browser.shelf, undefined)]).toEqual([2, 1]);
      forgetUnsent(browser.shelf, userId);
      expect([unsentOf(browser.shelf, userId), unsentOf(browser.shelf, undefined)]).toEqual([0, 1]);
      expect(memory.hasReacted('id', 'heart')).toBe(true);
    });
  });
});
