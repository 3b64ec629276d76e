import { reportedFailures } from '../../src/sqs/batch.ts';

describe('what a function reports of a batch', () => {
  const messages = ['a', 'b', 'c'].map((id) => ({
    id,
    body: '',
    attributes: {},
    sentAt: 0,
    visibleAt: 0,
    receiveCount: 1,
  }));
  const failed = (result: unknown) => [...reportedFailures(JSON.stringify(result), messages)].join('');
  const items = (...ids: unknown[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

  test.each([
    ['nothing', null],
    ['an empty object', {}],
    ['no failures', items()],
    ['null for failures', { batchItemFailures: null }],
  ])('is all done for %s', (_, result) => {
    expect(failed(result)).toBe('');
  });

  test('is what failed for their ids', () => {
    expect(failed(items('b'))).toBe('b');
    expect(failed(items('c', 'a', 'c'))).toBe('ca');
  });

  test.each([
    ['an unknown id', items('a', 'x')],
    ['an empty id', items('')],
    ['an id that is null', items(null)],
    ['another name for the id', { batchItemFailures: [{ id: 'a' }] }],
    ['a failure that is null', { batchItemFailures: [null] }],
    ['failures that are no list', { batchItemFailures: 'a' }],
    ['a text', 'done'],
    ['a list', ['a']],
  ])('is all failed for %s', (_, result) => {
    expect(failed(result)).toBe('abc');
  });
});
