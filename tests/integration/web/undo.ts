import { waitFor } from 'sam-offline/testing/wait-for';
import type { Message, Patch } from '../../../web/src/board/message.ts';
import type { BoardPage, Where } from '../../support/board-page.ts';
import { join } from '../../support/boards.ts';
import { named } from '../../support/people.ts';
import type { SharedBoard } from '../../support/shared-board.ts';
import { freshBoard, open, stage } from './here.ts';

const CHANGED = 'Somebody changed this note since: your change was not undone.';

describe('undo', () => {
  let board: SharedBoard;
  beforeEach(async () => {
    board = await freshBoard();
  });

  /** A page with a note of one's own that the server has. */
  const withNote = async (more: object = {}, where: Partial<Where> = {}) => {
    const page = open({ ...board, ...where });
    await page.connected('polling');
    const key = page.post('mine', more);
    await page.sent();
    const [message] = (await board.notes()) as [Message];
    return { page, key, id: message.id };
  };
  const versionAt = (page: BoardPage, id: string) => page.session.state.get().messages.get(id)?.version;
  /** The page gets another person's change of a note. */
  const heard = async (page: BoardPage, id: string, change: Promise<unknown>) => {
    const { version } = (await change) as Message;
    await page.until('their change', () => versionAt(page, id) === version);
  };
  const edit = async (page: BoardPage, key: string, patch: Patch) => {
    page.session.change({ kind: 'edit', key, patch });
    await page.sent();
  };
  const calls = (name: string) => stage.calls.filter((call) => call.name === name);

  test.each<[string, Patch]>([
    ['rewritten', { text: 'theirs' }],
    ['coloured', { color: 'red' }],
    ['moved', { position: { x: 7, y: 7 } }],
    ['ticked off', { done: true }],
  ])('of a post leaves a note that somebody else has %s since, and says so', async (_how, theirs) => {
    const { page, id } = await withNote();
    await heard(page, id, board.edit(id, theirs));
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect(await board.notes()).toMatchObject([theirs]);
    expect(page.notices()).toEqual([CHANGED]);
  });

  test('of a post leaves a note that another person has reacted to since, and says so', async () => {
    const { page, id } = await withNote();
    await heard(page, id, board.react(id, 'heart'));
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect(await board.notes()).toMatchObject([{ reactions: { heart: 1 } }]);
    expect(page.notices()).toEqual([CHANGED]);
  });

  test('of a post leaves it, too, if the change comes while the undoing is on its way', async () => {
    const { page, id } = await withNote();
    // The page has not heard of it; the server knows.
    page.net.up = false;
    await page.connected('offline');
    await board.edit(id, { text: 'theirs' });
    expect(page.session.undo()).toBe(true);
    page.net.up = true;
    await page.until('the refusal', () => page.notices().includes(CHANGED));
    expect(await board.notes()).toMatchObject([{ text: 'theirs' }]);
    expect(page.texts()).toEqual(['theirs']);
  });

  test('of a post leaves others’ edits, even those before the own last change', async () => {
    const { page, key, id } = await withNote();
    await heard(page, id, board.edit(id, { text: 'theirs' }));
    await edit(page, key, { color: 'blue' });
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect(await board.notes()).toMatchObject([{ text: 'theirs' }]);
    expect(page.notices()).toEqual([CHANGED]);
  });

  test('of a post takes it away after one’s own changes were undone', async () => {
    const { page, key } = await withNote();
    await edit(page, key, { color: 'blue' });
    await edit(page, key, { text: 'mine, too' });
    for (let n = 0; n < 3; n += 1) expect(page.session.undo()).toBe(true);
    await page.sent();
    expect([await board.notes(), page.notices()]).toEqual([[], []]);
  });

  test.each<[string, Patch, Patch]>([
    ['a colour', { color: 'blue' }, { color: 'red' }],
    ['a text', { text: 'mine, too' }, { text: 'theirs' }],
    ['a place', { position: { x: 1, y: 1 } }, { position: { x: 9, y: 9 } }],
    ['a tick', { done: true }, { done: false }],
  ])('of %s leaves what somebody else made of it since', async (_what, own, theirs) => {
    const { page, key, id } = await withNote({ task: true });
    await edit(page, key, own);
    await heard(page, id, board.edit(id, theirs));
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect(await board.notes()).toMatchObject([theirs]);
    expect(page.notices()).toEqual([CHANGED]);
  });

  test('of a colour keeps a text that another person has changed since', async () => {
    const { page, key, id } = await withNote({ color: 'yellow' });
    await edit(page, key, { color: 'blue' });
    await heard(page, id, board.edit(id, { text: 'theirs' }));
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect(await board.notes()).toMatchObject([{ text: 'theirs', color: 'yellow' }]);
    expect(page.notices()).toEqual([]);
  });

  test('of a deleted note says that it is gone', async () => {
    const { page, key, id } = await withNote();
    await edit(page, key, { color: 'blue' });
    await board.remove(id);
    await page.until('their deletion', () => page.notes().length === 0);
    expect(page.session.undo()).toBe(true);
    expect(page.notices()).toEqual(['That note is gone: there is nothing to undo any more.']);
  });

  /** Another person lets the note expire. @param ms from now on, by the clock of the page */
  const expiring = async (page: BoardPage, id: string, ms: number) => {
    page.now.ms = Math.ceil(Date.now() / 1_000) * 1_000;
    const expiresAt = new Date(page.now.ms + ms).toISOString();
    await heard(page, id, board.edit(id, { expiresAt }));
  };

  test('of a deletion lets an expiring note come back for as long as it had, not for ever', async () => {
    const { page, key, id } = await withNote();
    await expiring(page, id, 3_600_000);
    page.session.change({ kind: 'delete', key });
    await page.sent();
    const before = Date.now();
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect(calls('post-message').at(-1)?.body).toMatchObject({ text: 'mine', expiresInSeconds: 3_600 });
    const [note] = await board.notes();
    const left = Date.parse(note?.expiresAt ?? '') - before;
    expect(left).toBeGreaterThanOrEqual(3_599_000);
    expect(left).toBeLessThan(3_601_000 + Date.now() - before);
  });

  test('of a deletion leaves an expired note deleted, and says so', async () => {
    const { page, key, id } = await withNote();
    await expiring(page, id, 100_000);
    page.session.change({ kind: 'delete', key });
    await page.sent();
    page.now.ms += 101_000;
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect([await board.notes(), page.notices()]).toEqual([[], ['That note has expired: it stays deleted.']]);
  });

  test('of an unsent change leaves no trace on the server', async () => {
    const { page, key, id } = await withNote();
    page.net.up = false;
    await page.connected('offline');
    stage.calls.length = 0;
    page.session.change({ kind: 'edit', key, patch: { color: 'blue' } });
    await waitFor('the attempt', () => page.session.state.get().pending[0]?.sentAt !== undefined);
    page.post('never sent');
    page.session.change({ kind: 'delete', key });
    expect(page.session.undo()).toBe(true);
    expect(page.texts()).toEqual(['mine', 'never sent']);
    expect(page.session.undo()).toBe(true);
    expect(page.texts()).toEqual(['mine']);
    page.net.up = true;
    await page.sent();
    expect([...calls('post-message'), ...calls('delete-message')]).toEqual([]);
    expect(calls('edit-message').map(({ body }) => body)).toEqual([{ color: 'blue' }]);
    expect(await board.notes()).toMatchObject([{ id, color: 'blue' }]);
  });

  describe('on a board', () => {
    const alicesNote = async () => {
      const alice = await named('Alice');
      await join(board.owner, board.boardId, alice, 'editor');
      return withNote({}, { door: board.membersDoor, as: alice });
    };

    test('brings a member’s deleted note back, without naming an author', async () => {
      const { page, key } = await alicesNote();
      page.session.change({ kind: 'delete', key });
      await page.sent();
      expect(page.session.undo()).toBe(true);
      await page.sent();
      expect(await board.notes()).toMatchObject([{ text: 'mine', author: 'Alice' }]);
      expect(calls('post-message').at(-1)?.body).not.toHaveProperty('author');
    });

    test('says under whose name another person’s note comes back', async () => {
      const { id } = await alicesNote();
      const page = open({ door: board.membersDoor, as: board.owner });
      await page.until('her note', () => versionAt(page, id));
      page.session.change({ kind: 'delete', key: id });
      await page.sent();
      expect(page.session.undo()).toBe(true);
      await page.sent();
      expect(page.notices()).toEqual(['The note is back under your name: only its author can post as who they are.']);
      expect(await board.notes()).toMatchObject([{ text: 'mine', author: 'Grace Hopper' }]);
    });
  });
});
