import type { Message } from '../../../web/src/board/message.ts';
import type { Mutation } from '../../../web/src/board/mutation.ts';
import { confirmed, EMPTY, loaded, messageChanged, mutated, notesOf, sent } from '../../../web/src/board/state.ts';
import { applyChanges } from '../../../web/src/session/changes.ts';
import { createStore } from '../../../web/src/session/store.ts';
import { FIRST_VIEW } from '../../../web/src/session/view.ts';

const AT = '2026-11-21T12:00:00.000Z';
const content = { author: 'Ada', text: 'Mine', color: 'blue', position: { x: 10, y: 20 } } as const;
const post: Mutation = { kind: 'post', id: 'm1', key: 'new-1', draft: content, at: AT };
const message: Message = { ...content, id: 'of-server', createdAt: AT, version: 1 };

/** A guest has written a note, and it is on its way. */
const onItsWay = sent(mutated(EMPTY, post), post.id, 0);
const shown = (state: typeof EMPTY) =>
  [...notesOf(state).values()].map(({ key, text, unsaved }) => ({ key, text, unsaved }));

const UNSAVED = { key: 'new-1', text: 'Mine', unsaved: true };
const SAVED = { key: 'new-1', text: 'Mine', unsaved: false };
const OTHER = { key: 'of-server', text: 'Mine', unsaved: false };

describe('a guest’s own post, which the board tells of before it is answered (L11)', () => {
  test.each([
    ['a change', messageChanged(onItsWay, message)],
    ['reading the board', loaded(onItsWay, [message])],
  ])('is shown once: %s brings no second note', (_how, state) => {
    expect(shown(state)).toEqual([UNSAVED]);
    expect(shown(confirmed(state, post.id, message))).toEqual([SAVED]);
  });

  test('is not told to the ear as another person’s', () => {
    const view = createStore(FIRST_VIEW);
    const board = { state: createStore(onItsWay), view, shut: () => undefined };
    applyChanges(board, [{ kind: 'message', message: { ...message, boardId: 'main' }, seq: 1, at: AT }], undefined);
    expect(view.get().heard).toBe(FIRST_VIEW.heard);
  });

  test('when it was another note after all, that one is shown as soon as the answer says so', () => {
    const state = confirmed(messageChanged(onItsWay, message), post.id, { ...message, id: 'mine' });
    expect(shown(state)).toEqual(expect.arrayContaining([SAVED, OTHER]));
  });

  test.each<[string, Partial<Message>]>([
    ['another author', { author: 'Grace' }],
    ['a member', { authorId: 'ada' }],
    ['another text', { text: 'Yours' }],
    ['another colour', { color: 'red' }],
    ['another place', { position: { x: 11, y: 20 } }],
    ['a task', { done: false }],
    ['what was changed since', { version: 2 }],
  ])('hides no other note: %s', (_what, other) => {
    expect(shown(messageChanged(onItsWay, { ...message, ...other }))).toHaveLength(2);
  });

  test('hides nothing before it is sent', () => {
    expect(shown(messageChanged(mutated(EMPTY, post), message))).toEqual([OTHER, UNSAVED]);
  });
});
