import { waitFor } from 'sam-offline/testing/wait-for';
import { ANSWER_MS } from '../../../web/src/live/questions.ts';
import { accept, invite, join, share } from '../../support/boards.ts';
import { done } from '../../support/calls.ts';
import { useClock } from '../../support/clock.ts';
import { freeUsername, named, person } from '../../support/people.ts';
import type { SharedBoard } from '../../support/shared-board.ts';
import { freshBoard, open, QUOTA, stage } from './here.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A text that makes the function refuse a post. */
const WRONG = { color: 'no color' };
const REFUSED = expect.stringMatching(/^Taken back: .*color/);

const clock = useClock();
describe('what people wrote', () => {
  let board: SharedBoard;
  beforeEach(async () => {
    board = await freshBoard();
  });

  describe('what cannot be sent', () => {
    test('a refused post can be taken up again with its text', async () => {
      const { session, connected, post, sent, notices, memory } = open(board);
      await connected('polling');
      post('written', WRONG);
      await sent();
      expect(notices()).toEqual([REFUSED]);
      const [unfinished] = memory.unfinished.own();
      expect(unfinished).toMatchObject({ text: 'written' });
      const [notice] = session.view.get().notices;
      expect(notice?.action?.label).toBe('Write again');
      notice?.action?.run();
      expect(session.view.get().resumed).toEqual(unfinished);
      expect(await board.notes()).toEqual([]);
    });

    test('a refused edit can be taken up again with its text', async () => {
      const { session, connected, post, sent, notices, memory } = open(board);
      await connected('polling');
      const key = post('before');
      await sent();
      const [note] = await board.notes();
      memory.setToken(note?.id ?? '', 'that of another note');
      session.change({ kind: 'edit', key, patch: { text: 'written' }, expected: { text: 'before' } });
      await sent();
      expect(notices()).toEqual([expect.stringMatching(/^Taken back: .*edit token/i)]);
      const [unfinished] = memory.unfinished.own();
      expect(unfinished).toMatchObject({ text: 'written', key: note?.id });
      const [notice] = session.view.get().notices;
      expect(notice?.action?.label).toBe('Write again');
      notice?.action?.run();
      expect(session.view.get().resumed).toEqual(unfinished);
      expect(await board.notes()).toEqual([note]);
    });

    test('of a refused post is the text that it had in the end', async () => {
      const { session, connected, post, sent, net, memory } = open(board);
      await connected('polling');
      net.up = false;
      const key = post('first', WRONG);
      session.change({ kind: 'edit', key, patch: { text: 'second' }, expected: { text: 'first' } });
      net.up = true;
      await sent();
      expect(memory.unfinished.own()).toMatchObject([{ text: 'second' }]);
    });

    test('stays offered while other things are told', async () => {
      const { session, connected, post, sent, notices } = open(board);
      await connected('polling');
      const texts = ['one', 'two', 'three', 'four', 'five'];
      for (const text of texts) post(text, WRONG);
      await sent();
      for (let n = 0; n < 5; n += 1) session.notify(`told ${n}`, 'info');
      expect(notices().filter((text) => text.startsWith('Taken back:'))).toEqual(texts.map(() => REFUSED));
      expect(notices().filter((text) => text.startsWith('told'))).toEqual(['told 2', 'told 3', 'told 4']);
    });

    test('is found by the next page, if this page is left before it is continued', async () => {
      const first = open(board);
      await first.connected('polling');
      first.post('refused', WRONG);
      await first.sent();
      await first.close();
      const next = open({ ...board, browser: first.browser });
      await waitFor('the text', () => next.session.view.get().resumed?.text === 'refused');
    });

    test('since a quota is used up is kept, told and sent later', async () => {
      const { connected, post, sent, notices, session } = open(board);
      await connected('polling');
      clock.pass(0);
      for (let n = 0; n < QUOTA; n += 1) post('before');
      await sent();
      post('kept');
      await waitFor('the notice', () => notices().length > 0);
      expect(notices()[0]).toMatch(/^Not sent yet: .*\(5\).* It is kept, and sent later\.$/);
      expect(session.view.get().connection).toBe('polling');
      clock.pass(60_000);
      await sent();
      expect(await board.notes()).toHaveLength(QUOTA + 1);
    });

    test('since all functions are busy is kept, told and sent later', async () => {
      const { connected, post, sent, notices, session } = open(board);
      await connected('polling');
      stage.outcomes.set('post-message', { type: 'unavailable' });
      post('kept');
      await waitFor('the notice', () => notices().length > 0);
      expect(notices()[0]).toBe('Not sent yet: Service Unavailable It is kept, and sent later.');
      expect(session.view.get().connection).toBe('polling');
      stage.outcomes.clear();
      await sent();
      expect(await board.notes()).toMatchObject([{ text: 'kept' }]);
    });

    test('without a name waits for one, and is sent then', async () => {
      const nobody = person('nobody');
      await accept(nobody, (await invite(board.owner, board.boardId, { role: 'editor' })).token);
      const page = open({ door: board.membersDoor, as: nobody });
      const { session, connected, post, sent, texts } = page;
      await connected('polling');
      post('kept');
      await waitFor('the question', () => session.view.get().nameless);
      expect([texts(), session.view.get().notices]).toEqual([['kept'], []]);
      await done(nobody.call('PUT /users/me', { body: { username: freeUsername(), displayName: 'Somebody' } }));
      session.renamed();
      await sent();
      expect(await board.notes()).toMatchObject([{ text: 'kept', author: 'Somebody' }]);
      expect(session.view.get().nameless).toBe(false);
    });

    test('over the socket without an answer is asked again on a new connection, and carried out once', async () => {
      const { connected, post, sent, texts, pass, net } = open({ ...board, live: true });
      await connected('live');
      net.arrives = ({ type }) => type !== 'done';
      post('once');
      await waitFor('the answer to be lost', () => net.held.length === 1);
      net.arrives = () => true;
      pass(ANSWER_MS);
      await sent();
      expect(texts()).toEqual(['once']);
      expect(await board.notes()).toMatchObject([{ text: 'once' }]);
    });

    test('sent more than a day ago is not sent again by itself: it may have arrived', async () => {
      const first = open(board);
      await first.connected('polling');
      first.net.up = false;
      first.post('long ago');
      await waitFor('the attempt', () => first.session.state.get().pending[0]?.sentAt !== undefined);
      await first.close();
      const next = open({ ...board, browser: first.browser });
      next.now.ms += DAY_MS;
      await waitFor('the question', () => next.notices().length > 0);
      expect(next.notices()).toEqual([
        'Taken back: It was sent more than a day ago, and may have arrived then. Look before you post it again.',
      ]);
      expect(next.memory.unfinished.own()).toMatchObject([{ text: 'long ago' }]);
      expect(stage.calls.filter(({ name }) => name === 'post-message')).toEqual([]);
    });

    test('an edit of a note that the page has not read is held against it first', async () => {
      const { session, connected, sent, notices, memory, net } = open(board);
      await connected('polling');
      // The page's read does not include it: a board can have more notes than the page reads.
      net.passes = (_method, path) => !path.includes('?');
      const theirs = await board.write('theirs');
      session.change({ kind: 'edit', key: theirs.id, patch: { text: 'mine' }, expected: { text: 'what it was' } });
      await sent();
      expect(await board.notes()).toMatchObject([{ text: 'theirs', version: 1 }]);
      expect(stage.calls.filter(({ name }) => name === 'edit-message')).toEqual([]);
      expect(notices()).toEqual(['Somebody changed this note in the meantime; your text was taken back.']);
      expect(memory.unfinished.own()).toMatchObject([{ key: theirs.id, text: 'mine' }]);
    });
  });

  describe('a board that may no longer be seen', () => {
    test('shows nothing of its content, and keeps the person’s own texts', async () => {
      const { session, connected, post, sent, texts, memory, notes, net } = open({ ...board, live: true });
      await connected('live');
      post('before');
      await sent();
      net.leaves = () => false;
      post('not sent');
      memory.unfinished.keep({ id: 'a', text: 'half-written' });
      await waitFor('both', () => notes().length === 2);
      await board.delete();
      await stage.deliver();
      await connected('closed');
      expect(session.state.get().messages.size).toBe(0);
      expect(texts()).toEqual(['not sent']);
      expect(memory.unfinished.own()).toEqual([{ id: 'a', text: 'half-written' }]);
      expect(session.view.get()).toMatchObject({
        problem: 'This board has been deleted.',
        people: [],
        signedOut: false,
      });
    });

    test('is shut when it is polled: a link that was revoked', async () => {
      const { session, connected } = open(board);
      await connected('polling');
      await board.revoke();
      await connected('closed');
      expect(session.view.get()).toMatchObject({ problem: expect.stringMatching(/does not work/), signedOut: false });
    });

    test('is shut when it is polled: a sign-in that is over', async () => {
      const { session, connected, signIn } = open({ door: board.membersDoor, as: board.owner });
      await connected('polling');
      signIn.isOver = true;
      await connected('closed');
      expect(session.view.get()).toMatchObject({ problem: expect.stringMatching(/signed in/), signedOut: true });
    });
  });

  describe('what one may do', () => {
    test('follows the role that a new connection tells', async () => {
      const edith = await named('Edith');
      await join(board.owner, board.boardId, edith, 'editor');
      const { session, connected } = open({ door: board.membersDoor, as: edith, live: true });
      await connected('live');
      expect(session.view.get().role).toBe('editor');
      await board.setRole(edith, 'viewer');
      await stage.deliver();
      await waitFor('the role', () => session.view.get().role === 'viewer');
    });

    test('is less when a change is refused for it, and the text is kept', async () => {
      const { token } = await share(board.owner, board.boardId, 'read');
      const { session, connected, post, sent, memory } = open({ door: { kind: 'shared', token } });
      await connected('polling');
      post('kept');
      await sent();
      expect(session.view.get().role).toBe('reader');
      expect(memory.unfinished.own()).toMatchObject([{ text: 'kept' }]);
    });

    test('says nothing of missing live updates while they are still on their way', async () => {
      const page = open({ ...board, live: true });
      const seen = new Set<string>();
      page.session.view.subscribe(() => seen.add(page.session.view.get().connection));
      await page.connected('live');
      expect([...seen]).toEqual(['connecting', 'live']);
    });
  });
});
