import { CONNECTION_SECONDS } from '../../src/domain/live.ts';
import { join, newBoard, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import type { SeenChange } from '../support/frames.ts';
import { useLive } from '../support/live.ts';
import { parameters } from '../support/operations.ts';
import { guest, named, type Person } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const BOARD = '/boards/{boardId}';
const SHARED = '/shared/{token}';

describe('L14: who loses their right', () => {
  const table = useWhiteboard();
  const live = useLive(table);
  let owner: Person;
  let boardId: string;
  let ada: string;
  let bob: string;

  beforeEach(async () => {
    owner = await named('Olga');
    boardId = await newBoard(owner);
    ada = await live.subscribed(owner.call, BOARD, { boardId });
    bob = await live.subscribed(owner.call, BOARD, { boardId });
    await live.read();
    Object.assign(live.management, { posted: [], ended: [] });
  });

  const got = (connectionId: string) =>
    live.management.take(connectionId).flatMap(({ changes }) => (changes as SeenChange[]) ?? []);
  const textsOf = (changes: SeenChange[]) => changes.map(({ message }) => (message as { text: string })?.text);
  const connected = async () =>
    (await storedItems(table, `LIVE#${boardId}`)).map(({ SK }) => String(SK).slice('CONN#'.length));
  const written = async (text: string) => {
    await write(owner, boardId, { text });
    return live.read();
  };

  test('is disconnected, and does not see what happens in the same moment', async () => {
    const editor = await named('Edith');
    await join(owner, boardId, editor, 'editor');
    const theirs = await live.subscribed(editor.call, BOARD, { boardId });
    await live.read();
    const path = { boardId, userId: editor.userId };
    await done(owner.call(`DELETE ${BOARD}/members/{userId}`, { path }));
    await live.fanOut(await written('secret'));
    expect(live.management.ended).toEqual([theirs]);
    expect(got(theirs)).toEqual([]);
    expect(await connected()).toEqual([ada, bob]);
    expect(textsOf(got(ada))).toContain('secret');
  });

  test('or gets another role, is disconnected', async () => {
    const editor = await named('Edith');
    await join(owner, boardId, editor, 'editor');
    const theirs = await live.subscribed(editor.call, BOARD, { boardId });
    const path = { boardId, userId: editor.userId };
    await done(owner.call(`PUT ${BOARD}/members/{userId}`, { path, body: { role: 'viewer' } }));
    await live.deliverAll();
    expect(live.management.ended).toEqual([theirs]);
  });

  test('came by a link that is revoked: all its guests are disconnected, and those of another link not', async () => {
    const [link, other] = [await share(owner, boardId, 'read'), await share(owner, boardId, 'read')];
    const [first, second, third] = [
      await live.subscribed(guest.call, SHARED, { token: link.token }),
      await live.subscribed(guest.call, SHARED, { token: link.token }),
      await live.subscribed(guest.call, SHARED, { token: other.token }),
    ];
    await done(owner.call(`DELETE ${BOARD}/links/{linkId}`, { path: { boardId, linkId: link.id } }));
    await live.deliverAll();
    expect(live.management.ended.sort()).toEqual([first, second].sort());
    expect(await connected()).toContain(third);
  });

  test('or is a guest, who is not told of title and members, sees their numbers go by', async () => {
    const { token } = await share(owner, boardId, 'read');
    const theirs = await live.subscribed(guest.call, SHARED, { token });
    const { seq } = await done(guest.call(`GET ${SHARED}/changes`, { path: { token }, query: { since: '1' } }));
    await done(owner.call(`PATCH ${BOARD}`, { path: { boardId }, body: { title: 'Secret' } }));
    await join(owner, boardId, await named('Edith'), 'editor');
    await live.deliverAll();
    const kinds = (changes: SeenChange[]) => changes.map((change) => change.kind);
    expect(kinds(got(ada))).toEqual(['board', 'member']);
    const redacted = [1, 2].map((n) => ({ seq: Number(seq) + n, kind: 'other', at: expect.any(String) }));
    expect(got(theirs)).toEqual(redacted);
    const missed = await done(guest.call(`GET ${SHARED}/changes`, { path: { token }, query: { since: String(seq) } }));
    expect(missed.changes).toEqual(redacted);
  });

  test('is found however long they are connected: a board’s changes are followed for no less', () => {
    expect(Number(parameters.ChangesRetentionHours?.MinValue) * 3_600).toBeGreaterThanOrEqual(CONNECTION_SECONDS);
  });

  test('had a board that was deleted: everybody is told, then disconnected', async () => {
    await done(owner.call(`DELETE ${BOARD}`, { path: { boardId } }));
    await live.deliverAll();
    expect(got(ada)).toMatchObject([{ kind: 'board-deleted' }]);
    expect(live.management.ended.sort()).toEqual([ada, bob].sort());
    expect(await connected()).toEqual([]);
  });
});
