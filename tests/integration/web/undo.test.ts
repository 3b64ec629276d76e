import type { Door } from '../../../web/src/api/board.ts';
import type { Message, Patch } from '../../../web/src/board/message.ts';
import { type BoardPage, useBoards } from '../../support/board-page.ts';
import { waitFor } from '../../support/wait-for.ts';

const CHANGED = 'Somebody changed this note since: your change was not undone.';

describe('undo', () => {
  const { open } = useBoards();

  /** A page with a note of one's own that the server has. */
  const withNote = async (more: object = {}, where: Parameters<typeof open>[1] = {}) => {
    const page = open(undefined, where);
    await page.connected('polling');
    const key = page.post('mine', more);
    await page.sent();
    const [message] = [...page.store.values()] as [Message];
    return { page, key, id: message.id };
  };
  /** Somebody else changes a note, and the page hears of it. */
  const change = async (page: BoardPage, id: string, patch: Partial<Message>) => {
    const before = page.store.get(id) as Message;
    page.store.set(id, { ...before, ...patch, version: before.version + 1 });
    await waitFor('their change', () => page.session.state.get().messages.get(id)?.version === before.version + 1);
  };
  const edit = async (page: BoardPage, key: string, patch: Patch) => {
    page.session.change({ kind: 'edit', key, patch });
    await page.sent();
  };

  test.each<[string, Partial<Message>]>([
    ['rewritten', { text: 'theirs' }],
    ['coloured', { color: 'red' }],
    ['moved', { position: { x: 7, y: 7 } }],
    ['ticked off', { done: true }],
    ['reacted to', { reactions: { heart: 1 } }],
  ])('of a post leaves a note that somebody else has %s since, and says so', async (_how, theirs) => {
    const { page, id } = await withNote();
    await change(page, id, theirs);
    expect(page.session.undo()).toBe(true);
    expect(page.store.get(id)).toMatchObject(theirs);
    expect(page.notices()).toEqual([CHANGED]);
  });

  test('of a post leaves it, too, if the change comes while the undoing is on its way', async () => {
    const { page, id } = await withNote();
    const before = page.store.get(id) as Message;
    // The page has not heard of it; the server knows.
    page.wall.up = false;
    await page.connected('offline');
    page.store.set(id, { ...before, text: 'theirs', version: 2 });
    expect(page.session.undo()).toBe(true);
    page.wall.up = true;
    await waitFor('the refusal', () => page.notices().includes(CHANGED));
    expect(page.store.get(id)?.text).toBe('theirs');
    expect(page.texts()).toEqual(['theirs']);
  });

  test('of a post leaves what others wrote before one’s own last change, too', async () => {
    const { page, key, id } = await withNote();
    await change(page, id, { text: 'theirs' });
    await edit(page, key, { color: 'blue' });
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect(page.session.undo()).toBe(true);
    expect(page.store.get(id)).toMatchObject({ text: 'theirs' });
    expect(page.notices()).toEqual([CHANGED]);
  });

  test('of a post takes it away after one’s own changes were undone', async () => {
    const { page, key } = await withNote();
    await edit(page, key, { color: 'blue' });
    await edit(page, key, { text: 'mine, too' });
    for (let n = 0; n < 3; n += 1) expect(page.session.undo()).toBe(true);
    await page.sent();
    expect([page.store.size, page.notices()]).toEqual([0, []]);
  });

  test.each<[string, Patch, Partial<Message>]>([
    ['a colour', { color: 'blue' }, { color: 'red' }],
    ['a text', { text: 'mine, too' }, { text: 'theirs' }],
    ['a place', { position: { x: 1, y: 1 } }, { position: { x: 9, y: 9 } }],
    ['a tick', { done: true }, { done: false }],
  ])('of %s leaves what somebody else made of it since', async (_what, own, theirs) => {
    const { page, key, id } = await withNote({ task: true });
    await edit(page, key, own);
    await change(page, id, theirs);
    expect(page.session.undo()).toBe(true);
    expect(page.store.get(id)).toMatchObject(theirs);
    expect(page.notices()).toEqual([CHANGED]);
  });

  test('of a colour keeps a text that somebody else has changed since', async () => {
    const { page, key, id } = await withNote({ color: 'yellow' });
    await edit(page, key, { color: 'blue' });
    await change(page, id, { text: 'theirs' });
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect(page.store.get(id)).toMatchObject({ text: 'theirs', color: 'yellow' });
    expect(page.notices()).toEqual([]);
  });

  test('of a note that somebody has deleted says that it is gone', async () => {
    const { page, key, id } = await withNote();
    await edit(page, key, { color: 'blue' });
    page.store.delete(id);
    await waitFor('their deletion', () => page.notes().length === 0);
    expect(page.session.undo()).toBe(true);
    expect(page.notices()).toEqual(['That note is gone: there is nothing to undo any more.']);
  });

  test('of a deletion lets an expiring note come back for as long as it had, not for ever', async () => {
    const { page, key, id } = await withNote();
    const expiresAt = new Date(page.now.ms + 3_600_000).toISOString();
    await change(page, id, { expiresAt });
    page.session.change({ kind: 'delete', key });
    await page.sent();
    expect(page.session.undo()).toBe(true);
    await page.sent();
    expect([...page.store.values()]).toMatchObject([{ text: 'mine', expiresAt, expiresInSeconds: 3_600 }]);
  });

  test('of a deletion leaves a note deleted whose time is over, and says so', async () => {
    const { page, key, id } = await withNote();
    await change(page, id, { expiresAt: new Date(page.now.ms + 1_000).toISOString() });
    page.session.change({ kind: 'delete', key });
    await page.sent();
    page.now.ms += 2_000;
    expect(page.session.undo()).toBe(true);
    expect([page.store.size, page.notices()]).toEqual([0, ['The time of that note is over: it stays deleted.']]);
  });

  test('of what was never sent leaves no trace on the server', async () => {
    const { page, key, id } = await withNote();
    page.wall.up = false;
    await page.connected('offline');
    page.wall.calls.length = 0;
    page.session.change({ kind: 'edit', key, patch: { color: 'blue' } });
    await waitFor('the attempt', () => page.session.state.get().pending[0]?.sentAt !== undefined);
    page.post('never sent');
    page.session.change({ kind: 'delete', key });
    expect(page.session.undo()).toBe(true);
    expect(page.texts()).toEqual(['mine', 'never sent']);
    expect(page.session.undo()).toBe(true);
    expect(page.texts()).toEqual(['mine']);
    page.wall.up = true;
    await page.sent();
    expect(page.wall.calls).toEqual([expect.stringContaining('edit {"color":"blue"}')]);
    expect([...page.store.keys()]).toEqual([id]);
  });

  describe('on a board', () => {
    const door: Door = { kind: 'board', boardId: '01M7ZAAH7J1Q0ADCB8YKKFNCB7' };

    test('brings a member’s deleted note back, without naming an author', async () => {
      const { page, key } = await withNote({ author: undefined }, { door, userId: 'alice' });
      page.session.change({ kind: 'delete', key });
      await page.sent();
      expect(page.session.undo()).toBe(true);
      await page.sent();
      const [message] = [...page.store.values()];
      expect(message?.text).toBe('mine');
      expect(page.drafts.at(-1)).not.toHaveProperty('author');
    });

    test('says under whose name a note comes back that was somebody else’s', async () => {
      const { page, key, id } = await withNote({}, { door, userId: 'olga' });
      await change(page, id, { authorId: 'alice', author: 'Alice' });
      page.session.change({ kind: 'delete', key });
      await page.sent();
      expect(page.session.undo()).toBe(true);
      await page.sent();
      expect(page.notices()).toEqual(['The note is back under your name: only its author can post as who they are.']);
    });
  });
});
