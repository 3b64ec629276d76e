import { join, newBoard, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { useClock } from '../support/clock.ts';
import type { SeenFrame } from '../support/frames.ts';
import { useLive } from '../support/live.ts';
import { guest, named, type Person } from '../support/people.ts';
import { removeItem } from '../support/stored.ts';
import { expired } from '../support/stream.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const BOARD = '/boards/{boardId}';
const MEMBER = `${BOARD}/members/{userId}`;

describe('versions and endings of live connections', () => {
  const table = useWhiteboard();
  const live = useLive(table);
  const clock = useClock();
  let owner: Person;
  let boardId: string;
  let olga: string;

  beforeEach(async () => {
    owner = await named('Olga');
    boardId = await newBoard(owner);
    olga = await live.subscribed(owner.call, BOARD, { boardId });
    await live.read();
    Object.assign(live.management, { posted: [], ended: [], answer: () => 200 });
  });

  const editor = async () => {
    const edith = await named('Edith');
    await join(owner, boardId, edith, 'editor');
    const connectionId = await live.subscribed(edith.call, BOARD, { boardId });
    await live.read();
    return { connectionId, path: { boardId, userId: edith.userId } };
  };
  const visitor = async (more: object = {}) => {
    const link = await share(owner, boardId, 'read', more);
    const connectionId = await live.subscribed(guest.call, '/shared/{token}', { token: link.token });
    await live.read();
    return { connectionId, link };
  };

  /** The last frame that a connection got, which has been closed then. */
  const lastOf = (connectionId: string): SeenFrame | undefined => {
    expect(live.management.ended).toContain(connectionId);
    return live.management.take(connectionId).at(-1);
  };
  const closing = (reason: string) => ({ type: 'closing', reason });

  test('L19: a ticket lists the versions that the server speaks', async () => {
    const { body } = await owner.call(`POST ${BOARD}/tickets`, { path: { boardId }, body: {} });
    expect(body.protocols).toEqual([1]);
  });

  test.each([{ protocol: 1 }, {}])('L19: subscribe speaks version 1 with %j', async (more) => {
    expect(await live.ask(olga, { action: 'subscribe', ...more })).toMatchObject({ type: 'reset' });
  });

  test('L19: another version is refused with those that are spoken, and the connection stays', async () => {
    expect(await live.ask(olga, { action: 'subscribe', protocol: 2 })).toMatchObject({
      type: 'refused',
      problem: {
        status: 422,
        code: 'protocol-unsupported',
        detail: 'The server does not support version 2 of the live protocol. It supports: 1.',
      },
    });
    expect(live.management.ended).toEqual([]);
    expect(await live.ask(olga, { action: 'subscribe', protocol: 1 })).toMatchObject({ type: 'reset' });
  });

  test.each([0, -1, 1.5, '1', null])('L19: %j is no version', async (protocol) => {
    const answer = await live.ask(olga, { action: 'subscribe', protocol });
    expect(answer?.problem).toMatchObject({ code: 'invalid-fields', detail: 'protocol must be a version number' });
  });

  test('L21: role-changed', async () => {
    const { connectionId, path } = await editor();
    await done(owner.call(`PUT ${MEMBER}`, { path, body: { role: 'viewer' } }));
    await live.deliverAll();
    expect(lastOf(connectionId)).toEqual(closing('role-changed'));
  });

  test('L21: access-revoked, of a member, also if their role was changed just before', async () => {
    const { connectionId, path } = await editor();
    await done(owner.call(`PUT ${MEMBER}`, { path, body: { role: 'viewer' } }));
    await done(owner.call(`DELETE ${MEMBER}`, { path }));
    await live.deliverAll();
    expect(lastOf(connectionId)).toEqual(closing('access-revoked'));
  });

  test('L21: access-revoked, of the guests of a link', async () => {
    const { connectionId, link } = await visitor();
    await done(owner.call(`DELETE ${BOARD}/links/{linkId}`, { path: { boardId, linkId: link.id } }));
    await live.deliverAll();
    expect(lastOf(connectionId)).toEqual(closing('access-revoked'));
  });

  test('L21: board-deleted, after the change that tells it', async () => {
    await done(owner.call(`DELETE ${BOARD}`, { path: { boardId } }));
    await live.deliverAll();
    expect(live.management.take(olga)).toMatchObject([
      { type: 'changes', changes: [{ kind: 'board-deleted' }] },
      closing('board-deleted'),
    ]);
  });

  test('L21: connection-over, when something happens after the time of a guest’s link', async () => {
    const { connectionId } = await visitor({ expiresInSeconds: 600 });
    clock.pass(601_000);
    await write(owner, boardId);
    await live.deliverAll();
    expect(lastOf(connectionId)).toEqual(closing('connection-over'));
  });

  test('L21: connection-over, when the client says something after its time', async () => {
    clock.pass(7_200_000);
    expect(await live.say(olga, { action: 'ping' })).toBe(410);
    expect(lastOf(olga)).toEqual(closing('connection-over'));
  });

  test('L21: connection-over, of a client that was silent', async () => {
    const { connectionId } = await visitor();
    clock.pass(36_000);
    await live.ask(olga, { action: 'ping' });
    expect(lastOf(connectionId)).toEqual(closing('connection-over'));
  });

  test('L21: connection-over, when the table’s time to live has removed the connection', async () => {
    await removeItem(table, { PK: `LIVE#${boardId}`, SK: `CONN#${olga}` });
    await live.fanOut((await live.read()).map(expired));
    expect(lastOf(olga)).toEqual(closing('connection-over'));
  });

  test('L21: a client that has closed its connection gets nothing more', async () => {
    await live.disconnect(olga);
    await live.deliverAll();
    expect(lastOf(olga)).toBeUndefined();
  });

  test('L21: delivery-failed, where at least that can be delivered', async () => {
    let failures = 3;
    live.management.answer = ({ method, connectionId }) => {
      if (method !== 'POST' || connectionId !== olga || failures === 0) return 200;
      failures -= 1;
      return 500;
    };
    await write(owner, boardId);
    await live.deliverAll();
    expect(live.management.take(olga)).toEqual([closing('delivery-failed')]);
    expect(live.management.ended).toEqual([olga]);
  });
});
