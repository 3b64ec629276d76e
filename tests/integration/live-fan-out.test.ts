import type { DynamoDBRecord } from 'aws-lambda';
import { join, newBoard, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { type Fault, usePlannedFaults } from '../support/fault-proxy.ts';
import type { SeenChange, SeenFrame } from '../support/frames.ts';
import { useLive } from '../support/live.ts';
import { guest, named, type Person } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { expired } from '../support/stream.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const BOARD = '/boards/{boardId}';
const SHARED = '/shared/{token}';

describe('the function that brings changes to connections', () => {
  const table = useWhiteboard();
  const live = useLive(table);
  const faults = usePlannedFaults(table);
  let owner: Person;
  let boardId: string;
  let ada: string;
  let bob: string;

  const connect = () => live.subscribed(owner.call, BOARD, { boardId });
  beforeEach(async () => {
    owner = await named('Olga');
    boardId = await newBoard(owner);
    ada = await connect();
    bob = await connect();
    await live.read();
    Object.assign(live.management, { posted: [], ended: [], answer: () => 200 });
  });

  const changesIn = (frames: SeenFrame[]): SeenChange[] =>
    frames.filter(({ type }) => type === 'changes').flatMap(({ changes }) => changes as SeenChange[]);
  const got = (connectionId: string) => changesIn(live.management.take(connectionId));
  const textsOf = (changes: SeenChange[]) => changes.map(({ message }) => (message as { text: string })?.text);
  const connected = async (board = boardId) =>
    (await storedItems(table, `LIVE#${board}`)).map(({ SK }) => String(SK).slice('CONN#'.length));

  const written = async (...texts: string[]): Promise<DynamoDBRecord[]> => {
    for (const text of texts) await write(owner, boardId, { text });
    return live.read();
  };

  describe('L11: a change', () => {
    test('is a message as it is then, an edit with its version, and a deletion', async () => {
      const messageId = await write(owner, boardId, { text: 'Buy chalk', task: true });
      const path = { boardId, messageId };
      await done(owner.call(`PATCH ${BOARD}/messages/{messageId}`, { path, body: { done: true } }));
      await done(
        owner.call(`PUT ${BOARD}/messages/{messageId}/reactions/{emoji}`, { path: { ...path, emoji: 'heart' } }),
      );
      await done(owner.call(`DELETE ${BOARD}/messages/{messageId}`, { path }));
      await live.deliverAll();
      const [posted, ticked, liked, deleted] = got(ada);
      expect(posted).toMatchObject({
        kind: 'message',
        message: { id: messageId, text: 'Buy chalk', done: false, version: 1 },
      });
      expect(ticked).toMatchObject({ kind: 'message', message: { done: true, version: 2 } });
      expect(liked).toMatchObject({ kind: 'message', message: { reactions: { heart: 1 }, version: 3 } });
      expect(deleted).toEqual({
        seq: Number(posted?.seq) + 3,
        at: expect.stringMatching(/Z$/),
        kind: 'message-deleted',
        messageId,
        expired: false,
      });
    });

    test('says of a message that its time is over', async () => {
      const messageId = await write(owner, boardId);
      await live.deliverAll();
      got(ada);
      await done(owner.call(`DELETE ${BOARD}/messages/{messageId}`, { path: { boardId, messageId } }));
      await live.fanOut((await live.read()).map(expired));
      expect(got(ada)).toMatchObject([{ kind: 'message-deleted', messageId, expired: true }]);
    });

    test('is a board’s new title, a new member, a new role, and one who is removed', async () => {
      await done(owner.call(`PATCH ${BOARD}`, { path: { boardId }, body: { title: 'After', description: 'Both' } }));
      const editor = await named('Edith');
      await join(owner, boardId, editor, 'editor');
      const { userId } = editor;
      const path = { boardId, userId };
      await done(owner.call(`PUT ${BOARD}/members/{userId}`, { path, body: { role: 'owner' } }));
      await done(owner.call(`DELETE ${BOARD}/members/{userId}`, { path }));
      await live.deliverAll();
      const changes = got(ada).map(({ seq, at, ...rest }) => rest);
      expect(changes).toEqual([
        { kind: 'board', title: 'After', description: 'Both', version: 2 },
        { kind: 'member', userId, role: 'editor' },
        { kind: 'member', userId, role: 'owner' },
        { kind: 'member-removed', userId },
      ]);
    });

    test('contains neither its author nor secrets', async () => {
      const link = await share(owner, boardId, 'write');
      const body = { author: 'Grace', text: 'Hello' };
      const { editToken } = await done(guest.call(`POST ${SHARED}/messages`, { path: { token: link.token }, body }));
      await live.deliverAll();
      const text = JSON.stringify(live.management.posted);
      expect(text).toContain('Grace');
      expect([editToken, link.token, link.id, 'Digest'].filter((secret) => text.includes(String(secret)))).toEqual([]);
    });
  });

  test('L12: numbers grow by one with each change of a board, whatever the batches', async () => {
    const records = await written('a', 'b', 'c', 'd', 'e', 'f');
    for (const batch of [records.slice(0, 1), records.slice(1, 4), records.slice(4)]) await live.fanOut(batch);
    const changes = got(ada);
    expect(textsOf(changes)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(changes.map(({ seq }) => seq - Number(changes[0]?.seq))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test.each([
    [
      'the same batch',
      [
        [0, 4],
        [0, 4],
      ],
    ],
    [
      'its halves',
      [
        [0, 4],
        [0, 2],
        [2, 4],
      ],
    ],
    [
      'a batch that begins earlier and ends later',
      [
        [1, 3],
        [0, 4],
      ],
    ],
    [
      'a batch that begins in the middle of it',
      [
        [0, 3],
        [1, 4],
      ],
    ],
    [
      'one change at a time',
      [
        [0, 4],
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    ],
  ])('L12: a change keeps its number when the stream delivers it again: %s', async (_, batches) => {
    const records = await written('a', 'b', 'c', 'd');
    // The first delivery begins with the first change: Lambda keeps their order.
    const inOrder = batches[0]?.[0] === 0 ? batches : [[0, Number(batches[0]?.[0])], ...batches];
    for (const [from, to] of inOrder) await live.fanOut(records.slice(from, to));
    const numbers = new Map<string, Set<number>>();
    for (const change of got(ada)) {
      const [text = ''] = textsOf([change]);
      numbers.set(text, (numbers.get(text) ?? new Set()).add(change.seq));
    }
    expect([...numbers.keys()]).toEqual(['a', 'b', 'c', 'd']);
    const first = Math.min(...(numbers.get('a') ?? []));
    expect([...numbers.values()].map((set) => [...set])).toEqual([[first], [first + 1], [first + 2], [first + 3]]);
  });

  test('L12: two invocations at once for one batch number each change once', async () => {
    const records = await written('a', 'b', 'c');
    await Promise.allSettled([live.fanOut(records), live.fanOut(records)]);
    await live.fanOut(records);
    const numbers = new Set(got(ada).map((change) => `${change.seq} ${textsOf([change])}`));
    expect(numbers.size).toBe(3);
  });

  test('L12: the function dies between noting and sending: the batch comes again, and is sent then', async () => {
    const records = await written('a', 'b');
    // The head and the frame are written; then the connections cannot be read.
    faults.set(['none', 'none', ...Array<Fault>(3).fill('lose the request')]);
    await expect(live.fanOut(records)).rejects.toThrow('The table did not answer');
    expect(live.management.posted).toEqual([]);
    await live.fanOut(records);
    expect(textsOf(got(ada))).toEqual(['a', 'b']);
  });

  test('L12: the answer of noting is lost: nothing gets a second number', async () => {
    const records = await written('a', 'b');
    faults.set(['none', 'lose the answer']);
    await live.fanOut(records);
    faults.set(['none', 'none', ...Array<Fault>(3).fill('lose the answer')]);
    await expect(live.fanOut(records)).rejects.toThrow();
    await live.fanOut(records);
    const seen = got(ada).map((change) => `${change.seq} ${textsOf([change])}`);
    expect(new Set(seen).size).toBe(2);
  });

  test('L13: a change goes to connections of its own board alone', async () => {
    const other = await newBoard(owner);
    await write(owner, other);
    await done(guest.call('POST /messages', { body: { author: 'Ada', text: 'On the wall' } }));
    await live.deliverAll();
    expect([got(ada), got(bob)]).toEqual([[], []]);
  });

  test('L13: a connection that cannot be reached is closed, and no other', async () => {
    live.management.answer = ({ method, connectionId }) => (method === 'POST' && connectionId === ada ? 500 : 200);
    await live.fanOut(await written('a'));
    expect(live.management.ended).toEqual([ada]);
    expect(await connected()).toEqual([bob]);
    expect(textsOf(got(bob))).toEqual(['a']);
  });

  test('L13: a connection that can be neither reached nor closed is no longer one', async () => {
    live.management.answer = ({ connectionId }) => (connectionId === ada ? 500 : 200);
    await live.fanOut(await written('a'));
    expect(await connected()).toEqual([bob]);
    live.management.answer = () => 200;
    expect(await live.say(ada, { action: 'ping' })).toBe(410);
    expect(live.management.ended).toEqual([ada]);
  });

  test('L13: a connection that is gone is forgotten, and no other', async () => {
    live.management.answer = ({ connectionId }) => (connectionId === ada ? 410 : 200);
    await live.fanOut(await written('a'));
    expect(await connected()).toEqual([bob]);
    expect(textsOf(got(bob))).toEqual(['a']);
  });

  test('L13: a client that connects while changes are sent does not count as gone: it gets changes from subscribe on', async () => {
    const carol = (await live.connect(await live.ticket(owner.call, BOARD, { boardId }))) ?? '';
    live.management.answer = ({ connectionId }) => (connectionId === carol ? 410 : 200);
    await live.fanOut(await written('before'));
    live.management.answer = () => 200;
    expect(await live.ask(carol, { action: 'subscribe' })).toMatchObject({ type: 'reset' });
    await live.fanOut(await written('after'));
    expect(textsOf(got(carol))).toEqual(['after']);
  });
});
