import { Refusal } from '../../src/domain/refusal.ts';
import { problemOf } from '../../src/lambda/http/problem.ts';

describe('problem details (RFC 9457)', () => {
  test('a refusal becomes its status, with code, detail and request id', () => {
    const refusal = new Refusal('invalid-fields', 'text is missing', {
      errors: [{ detail: 'text is missing', pointer: '#/text' }],
    });
    expect(problemOf(refusal, '/messages', 'request-1')).toEqual({
      type: 'urn:problem-type:whiteboard:invalid-fields',
      title: 'Some fields are not valid',
      status: 422,
      detail: 'text is missing',
      instance: '/messages',
      code: 'invalid-fields',
      requestId: 'request-1',
      errors: [{ detail: 'text is missing', pointer: '#/text' }],
    });
  });

  test('nothing of an unexpected error gets into a 500', () => {
    const problem = problemOf(new TypeError('secret internals'), '/messages', 'request-2');
    expect(problem).toMatchObject({ status: 500, code: 'internal-error', requestId: 'request-2' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  test("middy's early timeout is a 503: the caller may try again", () => {
    const timeout = Object.assign(new Error('aborted'), { name: 'TimeoutError' });
    expect(problemOf(timeout, '/messages', 'request-3')).toMatchObject({ status: 503, code: 'unavailable' });
  });
});
