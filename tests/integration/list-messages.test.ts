import { encodeCursor } from '../../src/table/cursor.ts';
import { invoke, useWhiteboard } from '../support/whiteboard.ts';

type Page = { messages: { text: string }[]; nextCursor: string | null };

const list = (query?: Record<string, string>) =>
  invoke('list-messages', { path: '/messages', ...(query && { query }) });
const page = async (query?: Record<string, string>) => (await list(query)).body as Page;
const texts = ({ messages }: Page) => messages.map(({ text }) => text);

describe('GET /messages', () => {
  useWhiteboard();

  test('of an empty board is an empty page', async () => {
    expect(await list()).toMatchObject({ status: 200, body: { messages: [], nextCursor: null } });
  });

  describe('of a board with seven messages', () => {
    beforeAll(async () => {
      for (const text of ['1', '2', '3', '4', '5', '6', '7']) {
        await invoke('post-message', { method: 'POST', path: '/messages', body: { author: 'Ada', text } });
      }
    });

    test('returns the newest three, newest first', async () => {
      expect(texts(await page())).toEqual(['7', '6', '5']);
    });

    test('returns as many as asked for', async () => {
      expect(texts(await page({ limit: '1' }))).toEqual(['7']);
      expect(texts(await page({ limit: '100' }))).toEqual(['7', '6', '5', '4', '3', '2', '1']);
    });

    test('goes on to older ones with the cursor, each message once, until there is none', async () => {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const next: Page = await page({ limit: '2', ...(cursor && { cursor }) });
        seen.push(...texts(next));
        cursor = next.nextCursor;
      }
      expect(seen).toEqual(['7', '6', '5', '4', '3', '2', '1']);
    });

    test('keeps its place when new messages arrive between two pages', async () => {
      const first = await page({ limit: '2' });
      await invoke('post-message', { method: 'POST', path: '/messages', body: { author: 'Ada', text: 'new' } });
      expect(texts(await page({ limit: '2', cursor: first.nextCursor ?? '' }))).toEqual(['5', '4']);
    });
  });

  const cases: [string, Record<string, string>, number, string, RegExp][] = [
    ['limit=0', { limit: '0' }, 422, 'invalid-fields', /1 to 100/],
    ['limit=101', { limit: '101' }, 422, 'invalid-fields', /1 to 100/],
    ['limit=abc', { limit: 'abc' }, 422, 'invalid-fields', /1 to 100/],
    ['limit given twice', { limit: '1,2' }, 422, 'invalid-fields', /1 to 100/],
    ['an empty limit', { limit: '' }, 422, 'invalid-fields', /1 to 100/],
    ['an unknown parameter', { limt: '5' }, 422, 'invalid-fields', /unknown query parameter; known are: limit, cursor/],
    ['a made-up cursor', { cursor: 'abc' }, 400, 'malformed-cursor', /nextCursor/],
    ['an empty cursor', { cursor: '' }, 400, 'malformed-cursor', /nextCursor/],
  ];

  test.each(cases)('refuses %s', async (_, query, status, code, detail) => {
    const answer = await list(query);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, detail: expect.stringMatching(detail) });
  });

  test('names the wrong query parameter', async () => {
    expect((await list({ limit: '0' })).body.errors).toEqual([
      { detail: 'limit must be a whole number from 1 to 100', parameter: 'limit' },
    ]);
  });

  test('refuses a cursor of another list', async () => {
    const cursor = encodeCursor('messages of another', '01ARZ3NDEKTSV4RRFFQ69G5FAV');
    expect(await list({ cursor })).toMatchObject({ status: 400, body: { code: 'malformed-cursor' } });
  });
});
