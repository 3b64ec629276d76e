import { CONNECTION_SECONDS, callerOf, type LiveCaller, personOf } from '../../src/domain/live.ts';
import { windowAt } from '../../src/domain/quota.ts';

const wall: LiveCaller = { door: 'wall' };
const shared: LiveCaller = { door: 'shared', linkId: 'link' };
const board: LiveCaller = { door: 'board', boardId: 'board', userId: 'ada' };

describe('a connection', () => {
  const connection = (caller: LiveCaller) => ({
    connectionId: 'connection',
    boardId: 'board',
    name: 'Ada',
    role: 'editor' as const,
    caller,
    expiresAt: 1,
    seenAt: 2,
  });

  test('asks as a request by HTTP would: with the address on the wall, and without any group', () => {
    expect(callerOf(wall, '192.0.2.1')).toEqual({ door: 'wall', address: '192.0.2.1' });
    expect(callerOf(shared, '192.0.2.1')).toEqual(shared);
    const user = { userId: 'ada', groups: [] };
    expect(callerOf(board, '192.0.2.1')).toEqual({ door: 'board', boardId: 'board', user });
  });

  test('is to others a name and a role, and a person’s id where they are a member', () => {
    const known = { connectionId: 'connection', name: 'Ada', role: 'editor' };
    expect(personOf(connection(wall))).toStrictEqual(known);
    expect(personOf(connection(shared))).toStrictEqual(known);
    expect(personOf(connection(board))).toStrictEqual({ ...known, userId: 'ada' });
  });

  test('lasts two hours', () => expect(CONNECTION_SECONDS).toBe(7_200));
});

describe('the window of a quota', () => {
  test.each([
    [0, { window: 0, secondsLeft: 60 }],
    [999, { window: 0, secondsLeft: 60 }],
    [1_000, { window: 0, secondsLeft: 59 }],
    [59_999, { window: 0, secondsLeft: 1 }],
    [60_000, { window: 1, secondsLeft: 60 }],
    [125_000, { window: 2, secondsLeft: 55 }],
  ])('at %i ms is %j', (time, expected) => expect(windowAt(time)).toEqual(expected));
});
