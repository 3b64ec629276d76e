import { storedItems } from '../support/stored.ts';
import { type Answer, invoke, useWhiteboard } from '../support/whiteboard.ts';

const post = (body: unknown, headers?: Record<string, string>) =>
  invoke('post-message', { method: 'POST', path: '/messages', body, ...(headers && { headers }) });

const list = async () => (await invoke('list-messages', { path: '/messages', query: { limit: '100' } })).body.messages;

const table = useWhiteboard();

describe('POST /messages', () => {
  test('answers 201 with the message and where it is', async () => {
    const answer = await post({ author: 'Ada', text: 'Hello' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      boardId: 'main',
      author: 'Ada',
      text: 'Hello',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      version: 1,
      editToken: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(answer.headers).toEqual({
      'content-type': 'application/json',
      location: `/messages/${answer.body.id}`,
      etag: '"1"',
      'x-content-type-options': 'nosniff',
    });
    const { editToken, ...message } = answer.body;
    expect(await list()).toEqual([message]);
  });

  test('trims the author, keeps the text as it is, and normalises both to NFC', async () => {
    const { body } = await post({ author: ' Zoe\u0308 ', text: ' e\u0301\n\tx ' });
    expect(body).toMatchObject({ author: 'Zo\u00EB', text: ' \u00E9\n\tx ' });
  });

  test('counts characters, not UTF-16 units', async () => {
    expect((await post({ author: '🖍'.repeat(64), text: '🖍'.repeat(4_000) })).status).toBe(201);
  });

  test('takes a body that the gateway handed over in base64, and header names in capitals', async () => {
    const text = JSON.stringify({ author: 'Ada', text: 'base64' });
    const { handler } = await import('../../src/features/messages/post-message.function.ts');
    const { httpEvent, lambdaContext } = await import('../support/request.ts');
    const event = httpEvent({ method: 'POST', path: '/messages', headers: { 'Content-Type': 'application/json' } });
    const encoded = { ...event, body: Buffer.from(text).toString('base64'), isBase64Encoded: true };
    expect(await handler(encoded, lambdaContext())).toMatchObject({ statusCode: 201 });
  });

  test('stores what was written and a digest of the edit token, and nothing twice: id, board and time are in the key', async () => {
    const { id } = (await post({ author: 'Ada', text: 'Hello' })).body;
    const stored = (await storedItems(table, 'BOARD#main')).find(({ SK }) => SK === `MSG#${id}`);
    expect(stored).toEqual({
      PK: 'BOARD#main',
      SK: `MSG#${id}`,
      author: 'Ada',
      text: 'Hello',
      version: 1,
      editDigest: expect.objectContaining({ length: 32 }),
    });
  });

  test('takes no other message’s place: of two functions that make the same id, one makes another', async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 10, 21, 12));
    const random = jest.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation((array) => array);
    const answers: Answer[] = [];
    const texts = ['first', 'second'];
    for (const text of texts) {
      // Each time with modules of its own, as in another execution environment.
      await jest.isolateModulesAsync(async () => void answers.push(await post({ author: 'Ada', text })));
    }
    clock.mockRestore();
    random.mockRestore();
    const ids = answers.map(({ body }) => String(body.id));
    expect(ids.map((id) => id.slice(10))).toEqual(['0000000000000000', '0000000000000001']);
    const kept = (await list()) as { id: string; text: string }[];
    expect(ids.map((id) => kept.find((message) => message.id === id)?.text)).toEqual(texts);
  });
});

describe('POST /messages refuses, in problem+json, and stores nothing', () => {
  let before: unknown;
  beforeAll(async () => {
    before = await list();
  });
  afterEach(async () => expect(await list()).toEqual(before));

  const json = { 'content-type': 'application/json' };
  const good = { author: 'Ada', text: 'Hello' };
  const cases: [string, unknown, Record<string, string> | undefined, number, string, RegExp][] = [
    ['broken JSON', '{"author":', json, 400, 'malformed-json', /not JSON/],
    ['an empty body', '', json, 400, 'malformed-json', /empty/],
    ['no body', undefined, json, 400, 'malformed-json', /empty/],
    ['no content type', '{"author":"a","text":"b"}', {}, 415, 'unsupported-media-type', /application\/json/],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-media-type', /form/],
    ['an array', [good], undefined, 422, 'invalid-fields', /JSON object with: author, text, color/],
    ['null', 'null', json, 422, 'invalid-fields', /JSON object/],
    ['a string', '"text"', json, 422, 'invalid-fields', /JSON object/],
    ['an unknown member', { ...good, colour: 'red' }, undefined, 422, 'invalid-fields', /unknown member/],
    ['a reserved member', '{"__proto__": {}}', json, 422, 'invalid-fields', /reserved/],
    ['no author', { text: 'x' }, undefined, 422, 'invalid-fields', /author is missing/],
    ['no text', { author: 'x' }, undefined, 422, 'invalid-fields', /text is missing/],
    ['a number for a text', { ...good, text: 1 }, undefined, 422, 'invalid-fields', /text must be a string/],
    ['null for an author', { ...good, author: null }, undefined, 422, 'invalid-fields', /author must be a string/],
    ['an author of spaces', { ...good, author: '  ' }, undefined, 422, 'invalid-fields', /author must not be empty/],
    ['a long author', { ...good, author: 'a'.repeat(65) }, undefined, 422, 'invalid-fields', /65 characters.*64/],
    ['an author of two lines', { ...good, author: 'a\nb' }, undefined, 422, 'invalid-fields', /U\+000A/],
    ['an empty text', { ...good, text: '' }, undefined, 422, 'invalid-fields', /text must not be empty/],
    ['a long text', { ...good, text: 'a'.repeat(4_001) }, undefined, 422, 'invalid-fields', /4001 characters.*4000/],
    ['a control character', { ...good, text: 'a\u0000b' }, undefined, 422, 'invalid-fields', /U\+0000/],
    ['half a surrogate pair', '{"author":"a","text":"\\ud800"}', json, 422, 'invalid-fields', /surrogate/],
    ['a large body', { ...good, text: 'a'.repeat(70_000) }, undefined, 413, 'payload-too-large', /65536/],
  ];

  test.each(cases)('%s', async (_, body, headers, status, code, detail) => {
    const answer = await post(body, headers);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, detail: expect.stringMatching(detail), instance: '/messages' });
    expect(answer.status).toBe(status);
  });

  test('names every wrong field at once, by JSON pointer', async () => {
    const { body } = await post({ author: '', text: 7, 'a/b~c': 1 });
    expect(body.errors).toEqual([
      { detail: 'author must not be empty', pointer: '#/author' },
      { detail: 'text must be a string', pointer: '#/text' },
      {
        detail: 'unknown member; known are: author, text, color, position, task, expiresInSeconds',
        pointer: '#/a~1b~0c',
      },
    ]);
  });
});
