import * as guard from '../../src/table/message-guard.ts';
import * as items from '../../src/table/message-item.ts';

const NOW = 1_795_264_200;
const message = { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', boardId: 'board', author: 'Ada', text: 'Hello', version: 3 };
const digest = (last: number): Uint8Array => new Uint8Array([...Array(31).fill(0), last]);
const ofToken = { right: { editDigest: digest(1) } };
const ofAuthor = { right: { authorId: 'ada' } };
const ofOwner = { right: 'any' as const };

describe('the guard of a message', () => {
  beforeAll(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW * 1_000));

  const ALIVE = '(attribute_not_exists(expiresAt) OR expiresAt > :now)';

  test.each([
    ['an owner: any message', ofOwner, 'attribute_exists(SK)', {}],
    ['its author', ofAuthor, 'GSI1PK = :author', { ':author': 'USER#ada' }],
    ['who has its edit token', ofToken, 'editDigest = :editDigest', { ':editDigest': digest(1) }],
  ])('lets through %s', (_, allowed, condition, values) => {
    expect(guard.guardCondition(allowed)).toEqual({
      condition: `${condition} AND ${ALIVE} AND attribute_exists(PK)`,
      names: {},
      values: { ...values, ':now': NOW },
    });
    expect(guard.guardCondition({ ...allowed, versions: [2, 3] })).toEqual({
      condition: `${condition} AND ${ALIVE} AND #version IN (:version0, :version1)`,
      names: { '#version': 'version' },
      values: { ...values, ':now': NOW, ':version0': 2, ':version1': 3 },
    });
  });

  /** The refusal of a guarded write that found this message, or no message. */
  const refusal = (allowed: Parameters<typeof guard.refusalOf>[1], met?: Parameters<typeof items.toItem>[0]) => {
    return guard.refusalOf(met && items.toItem(met), allowed);
  };
  const withToken = { message, editDigest: digest(1) };
  const byAda = { message: { ...message, authorId: 'ada' } };

  test.each([
    ['there is none', ofOwner, undefined, 'not-found'],
    ['its time is over', ofToken, { ...withToken, message: { ...message, expiresAt: NOW } }, 'not-found'],
    ['another wrote it', ofAuthor, { message: { ...message, authorId: 'bob' } }, 'not-author'],
    ['nobody signed in wrote it', ofAuthor, withToken, 'not-author'],
    ['the token is another', ofToken, { message, editDigest: digest(2) }, 'edit-token-wrong'],
    ['it has no token', ofToken, byAda, 'edit-token-wrong'],
    ['another wrote it, in another version', { ...ofAuthor, versions: [1] }, withToken, 'not-author'],
    ['its owner comes too late', ofOwner, byAda, 'version-mismatch'],
    ['its author comes too late', ofAuthor, byAda, 'version-mismatch'],
    ['who has the token comes too late', ofToken, withToken, 'version-mismatch'],
    [
      'who has the token comes too late, before its time is over',
      ofToken,
      { ...withToken, message: { ...message, expiresAt: NOW + 1 } },
      'version-mismatch',
    ],
  ])('says why not: %s', (_, allowed, met, code) => expect(refusal(allowed, met).code).toBe(code));

  test('says which version a message is in now', () => {
    expect(refusal(ofOwner, withToken).message).toContain('version 3');
  });
});
