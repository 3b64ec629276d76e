import type { LiveEvent } from '../../src/domain/change-log.ts';
import { newId } from '../../src/domain/id.ts';
import { noteChanges } from '../../src/table/change-log.ts';
import { newBoard, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { useClock } from '../support/clock.ts';
import type { SeenChange } from '../support/frames.ts';
import { useLive } from '../support/live.ts';
import { guest, named, type Person } from '../support/people.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const BOARD = '/boards/{boardId}';
const HOUR = 3_600_000;
const RETENTION = 24 * HOUR;

describe('changes that a client missed', () => {
  const table = useWhiteboard();
  const live = useLive(table);
  const clock = useClock();
  let owner: Person;
  let boardId: string;
  let connectionId: string;

  const connect = () => live.subscribed(owner.call, BOARD, { boardId });

  beforeEach(async () => {
    owner = await named('Olga');
    boardId = await newBoard(owner);
    connectionId = await connect();
    await live.read();
  });

  type Answer = { changes?: SeenChange[]; seq: number; more?: boolean; reset?: true };
  const since = async (seq: number): Promise<Answer> =>
    (await done(owner.call(`GET ${BOARD}/changes`, { path: { boardId }, query: { since: String(seq) } }))) as Answer;

  /** The newest number of the board. */
  const newest = async () => Number((await live.ask(connectionId, { action: 'ping' }))?.seq);

  const texts = (changes: SeenChange[] = []) => changes.map(({ message }) => (message as { text: string }).text);

  /** Changes as the function behind the stream notes them; one frame each, if they are that large. */
  const note = async (count: number, bytes: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      const at = new Date().toISOString();
      const message = { id: newId(), boardId, author: 'Ada', text: 'x'.repeat(bytes), createdAt: at, version: 1 };
      const event: LiveEvent = { kind: 'message', at, message };
      await noteChanges(boardId, [{ position: `${Date.now()}`.padStart(20, '0') + n, event }], RETENTION / 1_000);
    }
  };

  test('L15: come over HTTP in order, each number one more than the one before', async () => {
    const before = await newest();
    for (const text of ['one', 'two', 'three']) await write(owner, boardId, { text });
    await live.deliverAll();
    const { changes, seq, more } = await since(before);
    expect(texts(changes)).toEqual(['one', 'two', 'three']);
    expect(changes?.map((change) => change.seq)).toEqual([before + 1, before + 2, before + 3]);
    expect({ seq, more }).toEqual({ seq: before + 3, more: false });
    expect(texts((await since(before + 2)).changes)).toEqual(['three']);
    expect((await since(before + 3)).changes).toEqual([]);
  });

  test('L15: come at all three doors', async () => {
    const link = await share(owner, boardId, 'read');
    const before = await newest();
    await write(owner, boardId);
    await live.deliverAll();
    const query = { since: String(before) };
    const shared = await done(guest.call('GET /shared/{token}/changes', { path: { token: link.token }, query }));
    expect(shared).toEqual(await since(before));
    expect(await done(guest.call('GET /changes', { query: { since: '1' } }))).toMatchObject({ reset: true });
  });

  test.each(['', '-1', '1.5', 'x', '1'.repeat(16)])('L15: since is a number: %s', async (text) => {
    const { status } = await owner.call(`GET ${BOARD}/changes`, { path: { boardId }, query: { since: text } });
    expect(status).toBe(422);
  });

  test('L5: come over the connection before the answer of subscribe', async () => {
    const before = await newest();
    await write(owner, boardId, { text: 'missed' });
    await live.deliverAll();
    live.management.take(connectionId);
    await live.say(connectionId, { action: 'subscribe', id: 's', since: before });
    expect(live.management.take(connectionId)).toMatchObject([
      { type: 'changes', changes: [{ seq: before + 1, message: { text: 'missed' } }] },
      { type: 'subscribed', re: 's', seq: before + 1 },
    ]);
  });

  test('L5: without since, or with an unknown one, the answer is a reset', async () => {
    const seq = await newest();
    for (const more of [{}, { since: 0 }, { since: seq - 1 }, { since: seq + 1 }, { since: Number.MAX_SAFE_INTEGER }]) {
      expect(await live.ask(connectionId, { action: 'subscribe', ...more })).toMatchObject({ type: 'reset', seq });
    }
  });

  test('L11: many large messages come in frames of at most 32 KB', async () => {
    const before = await newest();
    live.management.posted = [];
    for (let n = 0; n < 40; n += 1) await write(owner, boardId, { text: `${n} ${'ä'.repeat(900)}` });
    await live.deliverAll();
    const frames = live.management.posted.filter(({ frame }) => frame.type === 'changes');
    expect(frames.flatMap(({ frame }) => texts(frame.changes as SeenChange[])).map(Number.parseFloat)).toEqual(
      Array.from({ length: 40 }, (_, n) => n),
    );
    expect(Math.max(...frames.map(({ bytes }) => bytes))).toBeLessThanOrEqual(32_768);
    expect(frames.length).toBeLessThan(5);
    live.management.take(connectionId);
    await live.ask(connectionId, { action: 'subscribe', since: before });
    const resumed = live.management.posted.filter(({ frame }) => frame.type === 'changes');
    expect(resumed.flatMap(({ frame }) => frame.changes)).toHaveLength(40);
    expect(Math.max(...resumed.map(({ bytes }) => bytes))).toBeLessThanOrEqual(32_768);
  });

  test('L5, L15: more than a page of them come by several', async () => {
    const before = await newest();
    await note(45, 28_000);
    const first = await since(before);
    expect(first).toMatchObject({ more: true, seq: before + (first.changes?.length ?? 0) });
    const second = await since(first.seq);
    expect(second).toMatchObject({ more: false, seq: before + 45 });
    expect([...(first.changes ?? []), ...(second.changes ?? [])].map(({ seq }) => seq - before)).toEqual(
      Array.from({ length: 45 }, (_, n) => n + 1),
    );
    const answer = await live.ask(connectionId, { action: 'subscribe', since: before });
    expect(answer).toMatchObject({ type: 'subscribed', seq: before + 45 });
    const sent = live.management.take(connectionId).flatMap(({ changes }) => (changes as SeenChange[]) ?? []);
    expect(sent.map(({ seq }) => seq - before)).toEqual(Array.from({ length: 45 }, (_, n) => n + 1));
  });

  test('L5: expired changes that are still in the table are a gap', async () => {
    const before = await newest();
    await note(45, 28_000);
    clock.pass(RETENTION - HOUR);
    await note(1, 10);
    const second = await connect();
    clock.pass(2 * HOUR);
    expect(await since(before)).toEqual({ reset: true, seq: before + 46 });
    const third = await connect();
    expect(await live.ask(third, { action: 'subscribe', since: before })).toMatchObject({
      type: 'reset',
      seq: before + 46,
    });
    expect(second).not.toBe(third);
  });

  test('L5: a time without kept changes is a gap, even after kept ones', async () => {
    const before = await newest();
    await live.fanOut([]);
    clock.pass(RETENTION - HOUR);
    await note(2, 10);
    clock.pass(2 * HOUR);
    // The head has expired: this change is not stored. Then a client connects.
    await write(owner, boardId, { text: 'noted by nobody' });
    await live.fanOut(await live.read());
    const next = await connect();
    const seq = (await live.ask(next, { action: 'ping' }))?.seq;
    expect(seq).toBeGreaterThan(before + 2);
    expect(await live.ask(next, { action: 'subscribe', since: before })).toMatchObject({ type: 'reset', seq });
    expect(await since(before)).toEqual({ reset: true, seq });
    expect(await since(before + 2)).toEqual({ reset: true, seq });
  });

  test('L15: a board without connections keeps no changes after ChangesRetentionHours', async () => {
    const before = await newest();
    clock.pass(RETENTION);
    await write(owner, boardId);
    await live.deliverAll();
    expect(await since(before)).toEqual({ reset: true, seq: 0 });
  });
});
