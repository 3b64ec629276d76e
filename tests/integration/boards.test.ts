import { randomUUID } from 'node:crypto';
import { newBoard, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { each, type Person, person, team } from '../support/people.ts';
import { type Answer, capacityOf, useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();

const BOARD = '/boards/{boardId}';
const create = (who: Person, body: unknown, headers = {}) => who.call('POST /boards', { body, headers });
const open = (who: Person, boardId: string) => who.call(`GET ${BOARD}`, { path: { boardId } });
const edit = (who: Person, boardId: string, body: unknown, headers = {}) =>
  who.call(`PATCH ${BOARD}`, { path: { boardId }, body, headers });
const remove = (who: Person, boardId: string, headers = {}) =>
  who.call(`DELETE ${BOARD}`, { path: { boardId }, headers });
const list = async (who: Person, query: Record<string, string> = {}) => {
  const body = await done(who.call('GET /boards', { query }));
  return { titles: each(body, 'boards', 'title'), cursor: body.nextCursor as string | null };
};

const NOT_FOUND = { status: 404, body: { code: 'not-found' } };
const TOO_LOW = { status: 403, body: { code: 'role-too-low' } };

describe('POST /boards', () => {
  test('makes a board with its creator as the owner', async () => {
    const ada = person();
    const answer = await create(ada, { title: '  Launch ', description: 'Everything\nbefore Friday' });
    const { id, createdAt } = answer.body;
    expect(answer).toMatchObject({ status: 201, headers: { location: `/boards/${id}`, etag: '"1"' } });
    expect(answer.body).toEqual({
      id,
      title: 'Launch',
      description: 'Everything\nbefore Friday',
      role: 'owner',
      createdAt,
      version: 1,
    });
    const opened = await open(ada, String(id));
    expect(opened.body).toEqual({ ...answer.body, messages: [], nextCursor: null });
  });

  test('with an Idempotency-Key, concurrent requests make one board', async () => {
    const ada = person();
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(ada, { title: 'Once' }, headers)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers.filter((answer) => !answer.headers['idempotent-replayed'])).toHaveLength(1);
    expect((await list(ada)).titles).toEqual(['Once']);
    expect(await create(ada, { title: 'Other' }, headers)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });

  test('the same Idempotency-Key of two people makes two boards', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const [one, two] = [
      await create(person(), { title: 'Same' }, headers),
      await create(person(), { title: 'Same' }, headers),
    ];
    expect(one?.body.id).not.toBe(two?.body.id);
    expect(two?.headers).not.toHaveProperty('idempotent-replayed');
  });

  test.each<[unknown, string]>([
    [{}, '#/title'],
    [{ title: ' ' }, '#/title'],
    [{ title: 'x'.repeat(101) }, '#/title'],
    [{ title: 'two\nlines' }, '#/title'],
    [{ title: 'x', description: null }, '#/description'],
    [{ title: 'x', description: 'x'.repeat(1_001) }, '#/description'],
    [{ title: 'x', owners: 0 }, '#/owners'],
  ])('refuses %j', async (body, pointer) => {
    const ada = person();
    expect(await create(ada, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await list(ada)).titles).toEqual([]);
  });
});

describe('GET /boards', () => {
  test('lists the caller’s boards, newest first, each once, by one Query of the index for each page', async () => {
    const ada = person();
    for (const title of ['1', '2', '3', '4', '5']) await newBoard(ada, title);
    await newBoard(person(), 'not mine');
    const pages: unknown[][] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list(ada, { limit: '2', ...(cursor && { cursor }) });
      pages.push(page.titles);
      cursor = page.cursor;
    }
    expect(pages).toEqual([['5', '4'], ['3', '2'], ['1']]);
    const cost = await capacityOf(() => list(ada));
    expect(cost.map(({ operation }) => operation)).toEqual(['Query', 'BatchGetItem']);
    expect(Object.keys(cost[0]?.indexes ?? {})).toEqual(['GSI1']);
  });

  test('refuses the cursor of another person’s list', async () => {
    const [ada, eve] = [person(), person()];
    for (const who of [ada, ada, eve, eve]) await newBoard(who);
    const { cursor } = await list(ada, { limit: '1' });
    const answer = await eve.call('GET /boards', { query: { cursor: cursor ?? '' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed-cursor' } });
  });
});

describe('GET /boards/{boardId}', () => {
  test('opens a board with its newest three messages: one Query, and the membership', async () => {
    const { boardId, owner, viewer } = await team();
    for (const text of ['1', '2', '3', '4', '5']) await write(owner, boardId, { text });
    let opened: Answer | undefined;
    const cost = await capacityOf(async () => {
      opened = await open(viewer, boardId);
    });
    expect(opened).toMatchObject({ status: 200, body: { id: boardId, role: 'viewer' } });
    expect(each(opened?.body ?? {}, 'messages', 'text')).toEqual(['5', '4', '3']);
    const consumed = cost.map(({ operation, units }) => `${operation} ${units}`).sort();
    expect(consumed).toEqual(['GetItem 1', 'Query 1']);

    const query = { cursor: String(opened?.body.nextCursor) };
    const rest = await done(owner.call(`GET ${BOARD}/messages`, { path: { boardId }, query }));
    expect(each(rest, 'messages', 'text')).toEqual(['2', '1']);
  });

  test('is full although the newest messages have expired', async () => {
    const { boardId, owner } = await team();
    for (const text of ['1', '2', '3', '4']) await write(owner, boardId, { text });
    for (const text of ['gone', 'gone too']) await write(owner, boardId, { text, expiresInSeconds: 60 });
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 120_000);
    const opened = await done(owner.call(`GET ${BOARD}`, { path: { boardId } }));
    const query = { cursor: String(opened.nextCursor) };
    const rest = await done(owner.call(`GET ${BOARD}/messages`, { path: { boardId }, query }));
    clock.mockRestore();
    expect(each(opened, 'messages', 'text')).toEqual(['4', '3', '2']);
    expect(each(rest, 'messages', 'text')).toEqual(['1']);
  });

  test('never shows an expired message', async () => {
    const { boardId, owner } = await team();
    await write(owner, boardId, { text: 'stays' });
    await write(owner, boardId, { text: 'goes', expiresInSeconds: 60 });
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 62_000);
    const { body } = await open(owner, boardId);
    clock.mockRestore();
    expect(each(body, 'messages', 'text')).toEqual(['stays']);
  });
});

describe('PATCH /boards/{boardId}', () => {
  test('changes the given members, removes those that are null, keeps the rest', async () => {
    const { boardId, owner } = await team();
    const described = await edit(owner, boardId, { description: 'Soon' });
    expect(described).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { title: 'Launch', version: 2 } });
    const renamed = await edit(owner, boardId, { title: 'Launched', description: null }, { 'if-match': '"2"' });
    expect(renamed).toMatchObject({ status: 200, headers: { etag: '"3"' }, body: { title: 'Launched' } });
    expect(renamed.body).not.toHaveProperty('description');
    expect((await open(owner, boardId)).body).toMatchObject(renamed.body);
  });

  test('of twenty edits of one version at once, exactly one wins', async () => {
    const { boardId, owner } = await team();
    const ifMatch = { 'if-match': '"1"' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => edit(owner, boardId, { title: `${n}` }, ifMatch)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)]);
    const winner = answers.find(({ status }) => status === 200);
    expect((await open(owner, boardId)).body).toMatchObject(winner?.body ?? {});
  });

  test.each<[unknown, string]>([
    [{}, '#'],
    [{ title: null }, '#/title'],
    [{ description: '' }, '#/description'],
    [{ owners: 9 }, '#/owners'],
    [{ version: 9 }, '#/version'],
  ])('refuses %j', async (body, pointer) => {
    const owner = person();
    const boardId = await newBoard(owner);
    expect(await edit(owner, boardId, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await open(owner, boardId)).body).toMatchObject({ title: 'Launch', version: 1 });
  });

  test('and DELETE are for owners; other people do not learn that the board exists', async () => {
    const { boardId, editor, viewer, stranger, owner } = await team();
    for (const change of [
      (who: Person) => edit(who, boardId, { title: 'Mine' }),
      (who: Person) => remove(who, boardId),
    ]) {
      expect(await change(editor)).toMatchObject(TOO_LOW);
      expect(await change(viewer)).toMatchObject(TOO_LOW);
      expect(await change(stranger)).toMatchObject(NOT_FOUND);
    }
    const unknown = await open(stranger, '01ARZ3NDEKTSV4RRFFQ69G5FAV');
    expect((await open(stranger, boardId)).body.detail).toEqual(unknown.body.detail);
    expect((await open(owner, boardId)).body).toMatchObject({ title: 'Launch', version: 1 });
  });
});

describe('DELETE /boards/{boardId}', () => {
  test('wants the version that If-Match names', async () => {
    const owner = person();
    const boardId = await newBoard(owner);
    await done(edit(owner, boardId, { title: 'Changed' }));
    expect((await remove(owner, boardId, { 'if-match': '"1"' })).status).toBe(412);
    expect((await remove(owner, boardId, { 'if-match': '"2"' })).status).toBe(204);
  });
});
