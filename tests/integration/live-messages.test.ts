import { headKeys } from '../../src/table/keys.ts';
import { share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import type { SeenChange } from '../support/frames.ts';
import { useLive } from '../support/live.ts';
import { guest, type Person, team } from '../support/people.ts';
import { removeItem, storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const BOARD = '/boards/{boardId}';
const SHARED = '/shared/{token}';

type Answer = Record<string, unknown> & {
  message: { id: string; text: string; version: number };
  editToken?: string;
  problem: { code: string; status: number; errors?: { pointer: string }[] };
};

describe('messages of a client', () => {
  const table = useWhiteboard();
  const live = useLive(table);
  let group: Awaited<ReturnType<typeof team>>;
  let path: { boardId: string };
  let mutations = 0;

  beforeAll(async () => {
    group = await team();
    path = { boardId: group.boardId };
  });
  beforeEach(() => {
    mutations += 1;
  });

  const at = (who: Person) => live.subscribed(who.call, BOARD, path);
  const onWall = () => live.subscribed(guest.call, '');
  const mutation = () => `mutation-${mutations}`;
  const ask = async (connectionId: string, action: string, more: object = {}) =>
    (await live.ask(connectionId, { action, clientMutationId: mutation(), ...more })) as unknown as Answer;
  const changes = (connectionId: string) =>
    live.management.take(connectionId).flatMap((frame) => (frame.changes as SeenChange[]) ?? []);

  test('L7, L8: post, edit, react and delete do what the HTTP routes do, and answer with the result', async () => {
    const editor = await at(group.editor);
    const posted = await ask(editor, 'post', { message: { text: 'Buy chalk', task: true } });
    expect(posted).toMatchObject({
      type: 'done',
      clientMutationId: mutation(),
      message: { author: 'Edith', version: 1 },
    });
    const { id: messageId } = posted.message;
    const edited = await ask(editor, 'edit', { messageId, change: { done: true } });
    expect(edited).toMatchObject({ type: 'done', message: { id: messageId, done: true, version: 2 } });
    const liked = await ask(editor, 'react', { messageId, reaction: 'heart', given: true });
    expect(liked).toMatchObject({ type: 'done', message: { reactions: { heart: 1 }, version: 3 } });
    const read = () => group.viewer.call(`GET ${BOARD}/messages/{messageId}`, { path: { ...path, messageId } });
    expect((await read()).body).toEqual(liked.message);
    const unliked = await ask(editor, 'react', { messageId, reaction: 'heart', given: false });
    expect(unliked.message).not.toHaveProperty('reactions');
    expect(await ask(editor, 'delete', { messageId })).toMatchObject({ type: 'done', clientMutationId: mutation() });
    expect((await read()).status).toBe(404);
  });

  test('L7: a change over a connection is a change for everybody, with the name that its client gave it', async () => {
    const [editor, viewer] = [await at(group.editor), await at(group.viewer)];
    await live.read();
    await ask(editor, 'post', { message: { text: 'Hello' } });
    await live.deliverAll();
    const expected = { kind: 'message', message: { text: 'Hello' }, clientMutationId: mutation() };
    expect(changes(viewer)).toMatchObject([expected]);
    expect(changes(editor)).toMatchObject([expected]);
  });

  test('L11: a later change by HTTP does not bear the name of an earlier one', async () => {
    const editor = await at(group.editor);
    await live.read();
    const { message } = await ask(editor, 'post', { message: { text: 'Hello' } });
    const about = { path: { ...path, messageId: message.id }, body: { text: 'Bye' } };
    await done(group.editor.call(`PATCH ${BOARD}/messages/{messageId}`, about));
    await live.deliverAll();
    expect(changes(editor).map(({ clientMutationId }) => clientMutationId)).toEqual([mutation(), undefined]);
  });

  test('L8: a post that is sent again, over a new connection too, is carried out once', async () => {
    const first = await ask(await at(group.editor), 'post', { message: { text: 'Once' } });
    const again = await ask(await at(group.editor), 'post', { message: { text: 'Once' } });
    expect(again.message).toEqual(first.message);
    const other = await ask(await at(group.editor), 'post', { message: { text: 'Another' } });
    expect(other).toMatchObject({ type: 'refused', problem: { status: 422, code: 'idempotency-key-reused' } });
  });

  test.each([
    ['the wall', () => onWall()],
    [
      'a share link',
      async () => {
        const { token } = await share(group.owner, group.boardId, 'write');
        shared = token;
        return live.subscribed(guest.call, SHARED, { token });
      },
    ],
  ])('L8: nobody gets the edit token of another’s post by repeating what they saw of it: %s', async (_, connect) => {
    const [author, request] = [await connect(), { message: { author: 'Ada', text: `Mine ${mutations}` } }];
    await live.read();
    const posted = await ask(author, 'post', request);
    expect(posted.editToken).toEqual(expect.any(String));
    const observer = shared ? await live.subscribed(guest.call, SHARED, { token: shared }) : await onWall();
    await live.deliverAll();
    const [seen] = changes(observer);
    expect(seen).toMatchObject({ message: { text: `Mine ${mutations}` } });
    const clientMutationId = seen?.clientMutationId ?? 'nothing was seen';
    const stolen = await ask(observer, 'post', { ...request, clientMutationId });
    expect(stolen.editToken).not.toBe(posted.editToken);
  });
  let shared = '';

  test('L7: a guest edits and deletes with the edit token alone', async () => {
    const wall = await onWall();
    const { message, editToken } = await ask(wall, 'post', { message: { author: 'Ada', text: 'Hello' } });
    const about = { messageId: message.id, change: { text: 'Bye' } };
    const refused = async (action: string, more: object) => (await ask(wall, action, more)).problem.code;
    expect(await refused('edit', about)).toBe('edit-token-missing');
    expect(await refused('edit', { ...about, editToken: 'x' })).toBe('edit-token-wrong');
    expect(await refused('delete', { messageId: message.id })).toBe('edit-token-missing');
    expect(await ask(wall, 'edit', { ...about, editToken })).toMatchObject({ type: 'done', message: { text: 'Bye' } });
    expect(await ask(wall, 'delete', { messageId: message.id, editToken })).toMatchObject({ type: 'done' });
  });

  test('L7: a change for another version is refused, and changes nothing', async () => {
    const editor = await at(group.editor);
    const { message } = await ask(editor, 'post', { message: { text: 'one' } });
    const about = { messageId: message.id, change: { text: 'two' } };
    expect(await ask(editor, 'edit', { ...about, ifMatch: 1 })).toMatchObject({ message: { version: 2 } });
    expect(await ask(editor, 'edit', { ...about, ifMatch: 1 })).toMatchObject({
      problem: { code: 'version-mismatch' },
    });
    expect(await ask(editor, 'delete', { messageId: message.id, ifMatch: 1 })).toMatchObject({
      problem: { code: 'version-mismatch' },
    });
    expect(await ask(editor, 'delete', { messageId: message.id, ifMatch: 2 })).toMatchObject({ type: 'done' });
  });

  test('L7: viewers, readers and people who are not signed in have no more rights than over HTTP', async () => {
    const messageId = await write(group.editor, group.boardId);
    const { token } = await share(group.owner, group.boardId, 'read');
    const reader = await live.subscribed(guest.call, SHARED, { token });
    const viewer = await at(group.viewer);
    const requests: [string, object][] = [
      ['post', { message: { text: 'x' } }],
      ['edit', { messageId, change: { text: 'x' }, editToken: 'x' }],
      ['delete', { messageId, editToken: 'x' }],
      ['react', { messageId, reaction: 'heart', given: true }],
    ];
    const codesOf = async (connectionId: string, author?: string) => {
      const codes = [];
      for (const [action, more] of requests) {
        const message = { ...(author && { author }), text: 'x' };
        codes.push((await ask(connectionId, action, 'message' in more ? { message } : more)).problem.code);
      }
      return codes;
    };
    expect(await codesOf(viewer)).toEqual(Array(4).fill('role-too-low'));
    expect(await codesOf(reader, 'Ada')).toEqual([...Array(3).fill('link-read-only'), 'role-too-low']);
    expect((await ask(await onWall(), 'react', requests[3]?.[1])).problem.code).toBe('role-too-low');
  });

  test.each([
    ['{', 'malformed-json', undefined],
    ['null', 'invalid-fields', undefined],
    ['[]', 'invalid-fields', undefined],
    ['{"id":"7"}', 'invalid-fields', '7'],
    ['{"action":"sing","id":"8"}', 'invalid-fields', '8'],
    ['{"action":"subscribe"}', 'invalid-fields', undefined],
    ['{"action":"subscribe","id":""}', 'invalid-fields', ''],
    ['{"action":"subscribe","id":"9","since":"1"}', 'invalid-fields', '9'],
    ['{"action":"subscribe","id":"9","since":-1}', 'invalid-fields', '9'],
    ['{"action":"ping","id":"10","more":1}', 'invalid-fields', '10'],
    ['{"action":"cursor","x":1}', 'invalid-fields', undefined],
    ['{"action":"post","id":"11","clientMutationId":"m","message":{"text":""}}', 'invalid-fields', '11'],
    [
      '{"action":"edit","id":"12","clientMutationId":"m","messageId":"x","change":{"text":"x"}}',
      'invalid-fields',
      '12',
    ],
    [`{"action":"ping","id":"${'x'.repeat(65)}"}`, 'invalid-fields', undefined],
  ])('L10: %s is refused, and the connection stays', async (body, code, re) => {
    const editor = await at(group.editor);
    expect(await live.sayText(editor, body)).toBeLessThan(500);
    const [answer, ...more] = live.management.take(editor);
    expect(answer).toMatchObject({ type: 'refused', problem: { code } });
    expect(answer?.re).toBe(re);
    expect(more).toEqual([]);
    expect(await live.ask(editor, { action: 'ping' })).toMatchObject({ type: 'pong' });
  });

  test('L6: the pong has the number of the newest change', async () => {
    const editor = await at(group.editor);
    const seq = async () => Number((await live.ask(editor, { action: 'ping' }))?.seq);
    const before = await seq();
    await live.read();
    await write(group.owner, group.boardId);
    await live.deliverAll();
    expect(await seq()).toBe(before + 1);
  });

  test('L6: on a board that keeps no changes the pong has the number 0', async () => {
    const editor = await at(group.editor);
    await removeItem(table, headKeys(group.boardId));
    expect(await live.ask(editor, { action: 'ping' })).toMatchObject({ type: 'pong', seq: 0 });
  });

  test('a request over a connection is stored without its text', async () => {
    const editor = await at(group.editor);
    await ask(editor, 'cursor', { x: 1234.5, y: 6789.5 });
    expect(JSON.stringify(await storedItems(table))).not.toMatch(/1234\.5|6789\.5/);
  });
});
