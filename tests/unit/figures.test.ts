import type { Change } from '../../src/domain/change.ts';
import { activePerson, countedAs, DAILY, dayOf } from '../../src/domain/figures.ts';
import type { Message } from '../../src/domain/message.ts';

const message: Message = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  boardId: 'main',
  author: 'Ada',
  text: 'Hello',
  version: 1,
};
const board = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', title: 'Plans', owners: 1, version: 1 };
const member = { boardId: board.id, userId: 'bob', role: 'viewer' };

const change = (entity: Change['entity'], states: { before?: unknown; after?: unknown }, expired = false): Change =>
  ({ id: 'change', position: '1', at: new Date(0), expired, entity, ...states }) as Change;

describe('a change counts', () => {
  test.each<[ReturnType<typeof countedAs>, string, Change]>([
    ['boardsCreated', 'a new board', change('board', { after: board })],
    ['boardsDeleted', 'a deleted board', change('board', { before: board })],
    [undefined, 'no board with a new title', change('board', { before: board, after: { ...board, title: 'x' } })],
    ['messagesPosted', 'a new message', change('message', { after: message })],
    ['messagesDeleted', 'a deleted message', change('message', { before: message })],
    ['messagesExpired', 'a message whose time was over', change('message', { before: message }, true)],
    ['messagesEdited', 'a new text', change('message', { before: message, after: { ...message, text: 'x' } })],
    ['messagesEdited', 'a new task', change('message', { before: message, after: { ...message, done: false } })],
    [
      undefined,
      'no reaction, which is another’s, although it counts as a version',
      change('message', { before: message, after: { ...message, version: 2, reactions: { heart: 1 } } }),
    ],
    [undefined, 'no new member', change('member', { after: member })],
    [undefined, 'no member who leaves', change('member', { before: member })],
    [undefined, 'no contact', change('contact', { after: { id: board.id } })],
  ])('as %s: %s', (figure, _, counted) => expect(countedAs(counted)).toBe(figure));

  test('as nothing that the figures of a day do not have', () => {
    const counted = ['boardsCreated', 'boardsDeleted', 'messagesPosted', 'messagesEdited', 'messagesDeleted'];
    expect(DAILY).toEqual([...counted, 'messagesExpired', 'peopleActive']);
  });
});

describe('active is', () => {
  const signedIn = { ...message, authorId: 'ada' };

  test.each<[string, string | undefined, Change]>([
    ['who posts signed in', 'ada', change('message', { after: signedIn })],
    ['nobody, where nobody is signed in', undefined, change('message', { after: message })],
    ['nobody by an edit', undefined, change('message', { before: signedIn, after: { ...signedIn, text: 'x' } })],
    ['nobody by a change that tells no message', undefined, change('message', {})],
    ['nobody by a change that tells no member', undefined, change('member', {})],
    ['nobody by a deletion', undefined, change('message', { before: signedIn })],
    ['who becomes a member', 'bob', change('member', { after: member })],
    ['nobody by another role', undefined, change('member', { before: member, after: { ...member, role: 'owner' } })],
    ['nobody by a connection', undefined, change('connection', { after: { userId: 'bob' } })],
  ])('%s', (_, who, made) => expect(activePerson(made)).toBe(who));
});

test('a day is one of UTC', () => {
  expect(dayOf(new Date('2026-11-21T23:59:59.999Z'))).toBe('2026-11-21');
  expect(dayOf(new Date('2026-11-22T01:00:00+02:00'))).toBe('2026-11-21');
});
