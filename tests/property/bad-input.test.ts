import fc from 'fast-check';
import { runs } from 'sam-offline/testing/runs';
import { arbitraryAuthor, arbitraryText } from '../support/arbitraries.ts';
import { invoke, useWhiteboard } from '../support/whiteboard.ts';

const post = (body: unknown, headers?: Record<string, string>) =>
  invoke('post-message', { method: 'POST', path: '/messages', body, ...(headers && { headers }) });

const newest = async () =>
  ((await invoke('list-messages', { path: '/messages', query: { limit: '1' } })).body.messages as unknown[])[0];

const anyBody = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.anything({ withNullPrototype: false }).map((value) => JSON.stringify(value) ?? ''),
  fc
    .record({ author: fc.jsonValue(), text: fc.jsonValue(), extra: fc.jsonValue() }, { requiredKeys: [] })
    .map((value) => JSON.stringify(value)),
);

const isValid = (body: string): boolean => {
  try {
    const { author, text, ...rest } = JSON.parse(body);
    return typeof author === 'string' && typeof text === 'string' && Object.keys(rest).length === 0;
  } catch {
    return false;
  }
};

describe('any invalid input gets an answer that says what is wrong', () => {
  useWhiteboard();

  test('any body that is no message: 4xx problem details, and nothing is stored', async () => {
    const before = await newest();
    await fc.assert(
      fc.asyncProperty(anyBody, fc.constantFrom('application/json', 'text/plain', ''), async (body, type) => {
        fc.pre(!isValid(body));
        const { status, headers, body: problem } = await post(body, { 'content-type': type });
        expect([400, 413, 415, 422]).toContain(status);
        expect(headers['content-type']).toBe('application/problem+json');
        expect(problem).toMatchObject({ status, code: expect.any(String), detail: expect.stringMatching(/./) });
      }),
      runs(30),
    );
    expect(await newest()).toEqual(before);
  });

  test('any message reads back unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryAuthor, arbitraryText(4_000), async (author, text) => {
        const answer = await post({ author, text });
        expect(answer).toMatchObject({ status: 201, body: { author, text } });
        const { editToken, ...message } = answer.body;
        expect(await newest()).toEqual(message);
      }),
      runs(10),
    );
  });

  test('any query string: a page or a 4xx', async () => {
    const query = fc.dictionary(
      fc.oneof(fc.constantFrom('limit', 'cursor'), fc.string()),
      fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String)),
    );
    await fc.assert(
      fc.asyncProperty(query, async (value) => {
        const { status, body } = await invoke('list-messages', { path: '/messages', query: value });
        expect([200, 400, 422]).toContain(status);
        expect(body).toMatchObject(status === 200 ? { messages: expect.any(Array) } : { status });
      }),
      runs(15),
    );
  });
});
