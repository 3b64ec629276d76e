import { verdictOn } from '../../src/dynamodb/streams/verdict.ts';

const NUMBERS = ['9', '10', '11'];
const verdict = (result: unknown) =>
  verdictOn({ type: 'result', payload: JSON.stringify(result) }, NUMBERS, { reportsItemFailures: true });
const failed = (identifier: unknown) => ({ itemIdentifier: identifier });

describe('a function that may name failed records', () => {
  test.each([
    ['nothing', null],
    ['an empty string', ''],
    ['an empty list', []],
    ['an empty map', {}],
    ['no failures', { batchItemFailures: [] }],
    ['null for failures', { batchItemFailures: null }],
    ['something else', { statusCode: 200 }],
  ])('has processed the batch when it answers %s', (_, result) => {
    expect(verdict(result)).toEqual({ type: 'processed' });
  });

  test.each([
    ['an unknown record', { batchItemFailures: [failed('10'), failed('12')] }],
    ['an empty identifier', { batchItemFailures: [failed('')] }],
    ['null for an identifier', { batchItemFailures: [failed(null)] }],
    ['a number for an identifier', { batchItemFailures: [failed(10)] }],
    ['another name for the identifier', { batchItemFailures: [{ id: '10' }] }],
    ['failures that are no maps', { batchItemFailures: ['10'] }],
    ['failures that are no list', { batchItemFailures: '10' }],
    ['a text', 'fine'],
  ])('has failed on the whole batch when it answers %s', (_, result) => {
    expect(verdict(result)).toEqual({ type: 'failed', from: 0, functionError: false });
  });

  test('has to get all again from the first failed record on, whatever the order in which it names them', () => {
    const failures = { batchItemFailures: [failed('11'), failed('10')] };
    expect(verdict(failures)).toEqual({ type: 'failed', from: 1, functionError: false });
  });
});

describe('any function', () => {
  const error = { errorType: 'Error', errorMessage: 'no', stackTrace: [] };

  test.each([
    [{ type: 'failed' as const, error }],
    [{ type: 'timed-out' as const }],
    [{ type: 'event-too-large' as const }],
  ])('has failed on the whole batch when its invocation %j', (outcome) => {
    const options = { reportsItemFailures: true };
    expect(verdictOn(outcome, NUMBERS, options)).toEqual({ type: 'failed', from: 0, functionError: true });
  });

  test('was not invoked while all its environments are busy', () => {
    const options = { reportsItemFailures: false };
    expect(verdictOn({ type: 'unavailable' }, NUMBERS, options)).toEqual({ type: 'not-invoked' });
  });
});
