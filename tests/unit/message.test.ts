import { boardCreatedAt } from '../../src/domain/board.ts';
import { COLORS } from '../../src/domain/color.ts';
import { contactCreatedAt } from '../../src/domain/contact.ts';
import { messageOf } from '../../src/domain/draft.ts';
import * as limits from '../../src/domain/limits.ts';
import { createdAt, isGone, PUBLIC_BOARD } from '../../src/domain/message.ts';
import { REACTIONS } from '../../src/domain/reaction.ts';
import { nowInSeconds } from '../../src/domain/time.ts';
import { usernameKey } from '../../src/domain/user.ts';

/** Made at 2016-07-30T22:36:16.385Z. */
const ID = '01ARYZ6S41TSV4RRFFQ69G5FAV';
const SECOND = 1_469_918_177;

describe('the message that a draft becomes', () => {
  test('has what the draft has, in its first version', () => {
    const draft = { author: 'Ada', authorId: 'ada', text: 'Hi', color: 'red' as const, position: { x: 0, y: -1 } };
    expect(messageOf('board', draft, ID)).toEqual({ id: ID, boardId: 'board', ...draft, version: 1 });
  });

  test('has nothing that the draft does not have', () => {
    const message = messageOf(PUBLIC_BOARD, { author: 'Ada', text: 'Hi' }, ID);
    expect(message).toStrictEqual({ id: ID, boardId: 'main', author: 'Ada', text: 'Hi', version: 1 });
    expect(messageOf('main', { author: 'Ada', text: 'Hi', task: false }, ID)).toStrictEqual(message);
  });

  test('is an open task where it is one', () => {
    expect(messageOf('main', { author: 'Ada', text: 'Hi', task: true }, ID)).toMatchObject({ done: false });
  });

  test('lives as long as it says from the second on in which its id was made, rounded up', () => {
    const living = (expiresInSeconds: number) => messageOf('main', { author: 'A', text: 'b', expiresInSeconds }, ID);
    expect(living(60).expiresAt).toBe(SECOND + 60);
    expect(living(0).expiresAt).toBe(SECOND);
  });
});

describe('a message', () => {
  afterEach(() => jest.useRealTimers());

  test('is gone from the second on that it says, and never where it says none', () => {
    jest.useFakeTimers({ now: 5_999 });
    expect(nowInSeconds()).toBe(5);
    expect([4, 5, 6, undefined].map((expiresAt) => isGone({ expiresAt }))).toEqual([true, true, false, false]);
  });

  test('was written when its id was made, as was a board, and a contact', () => {
    const time = '2016-07-30T22:36:16.385Z';
    expect([createdAt({ id: ID }), boardCreatedAt({ id: ID }), contactCreatedAt({ id: ID })]).toEqual([
      time,
      time,
      time,
    ]);
  });
});

test('a username is taken whatever its case', () => expect(usernameKey('Ada_L')).toBe('ada_l'));

describe('stable names and limits, which clients rely on', () => {
  test('colours and reactions', () => {
    expect(COLORS).toEqual(['yellow', 'orange', 'red', 'pink', 'purple', 'blue', 'green', 'gray']);
    expect(REACTIONS).toEqual(['thumbs-up', 'heart', 'laugh', 'party', 'confused', 'eyes']);
  });

  test('a year for links and messages, a day for idempotency keys, 64 KiB for a body', () => {
    const { LINK_MAX_SECONDS, EXPIRY_MAX_SECONDS, IDEMPOTENCY_SECONDS, BODY_MAX_BYTES } = limits;
    expect({ LINK_MAX_SECONDS, EXPIRY_MAX_SECONDS, IDEMPOTENCY_SECONDS, BODY_MAX_BYTES }).toEqual({
      LINK_MAX_SECONDS: 31_536_000,
      EXPIRY_MAX_SECONDS: 31_536_000,
      IDEMPOTENCY_SECONDS: 86_400,
      BODY_MAX_BYTES: 65_536,
    });
  });
});
