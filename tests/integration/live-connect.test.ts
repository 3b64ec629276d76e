import { hexDigestOf } from '../../src/domain/secret.ts';
import { join, newBoard, share } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { useClock } from '../support/clock.ts';
import { useLive } from '../support/live.ts';
import { guest, named, type Person, team } from '../support/people.ts';
import { removeItem, storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const BOARD = '/boards/{boardId}';
const SHARED = '/shared/{token}';

describe('tickets and connections', () => {
  const table = useWhiteboard();
  const live = useLive(table);
  const clock = useClock();
  let owner: Person;
  let boardId: string;

  beforeAll(async () => {
    owner = await named('Olga');
    boardId = await newBoard(owner);
  });

  const stored = async (connectionId: string, board = boardId) =>
    (await storedItems(table, `LIVE#${board}`)).find(({ SK }) => SK === `CONN#${connectionId}`);

  test('L1: a ticket is answered with a URL that has it, and ends within a minute', async () => {
    const { status, body } = await owner.call(`POST ${BOARD}/tickets`, { path: { boardId }, body: {} });
    expect(status).toBe(201);
    expect(body.url).toBe(`${live.management.url.replace('http', 'ws')}?ticket=${body.ticket}`);
    expect(Date.parse(String(body.expiresAt)) - Date.now()).toBeGreaterThan(58_000);
    expect(Date.parse(String(body.expiresAt)) - Date.now()).toBeLessThanOrEqual(60_000);
  });

  test('L1, L16: members have the name of their profile, guests their own, with their role', async () => {
    const { editor, viewer, ...group } = await team();
    const links = {
      read: await share(group.owner, group.boardId, 'read'),
      write: await share(group.owner, group.boardId, 'write'),
    };
    const path = { boardId: group.boardId };
    const connected = await Promise.all([
      live.ticket(group.owner.call, BOARD, path, { name: 'Somebody else' }),
      live.ticket(editor.call, BOARD, path),
      live.ticket(viewer.call, BOARD, path),
      live.ticket(guest.call, SHARED, { token: links.read.token }, { name: ' Grace ' }),
      live.ticket(guest.call, SHARED, { token: links.write.token }),
      live.ticket(guest.call, '', {}, { name: 'Wanda' }),
    ]);
    const found = [];
    for (const [n, ticket] of connected.entries()) {
      const id = (await live.connect(ticket)) ?? '';
      const { name, role } = (await stored(id, n < 5 ? group.boardId : 'main')) ?? {};
      found.push([name, role]);
    }
    expect(found).toEqual([
      ['Olga', 'owner'],
      ['Edith', 'editor'],
      ['Viktor', 'viewer'],
      ['Grace', 'reader'],
      ['Guest', 'writer'],
      ['Wanda', 'writer'],
    ]);
  });

  test.each([{ name: '' }, { name: 'x'.repeat(65) }, { name: 'two\nlines' }, { nickname: 'Grace' }])(
    'L1: nobody is called %j',
    async (body) => {
      expect((await guest.call('POST /tickets', { body })).status).toBe(422);
    },
  );

  test('L2: the table holds the ticket’s digest alone, and no token', async () => {
    const link = await share(owner, boardId, 'read');
    const ticket = await live.ticket(guest.call, SHARED, { token: link.token });
    const text = JSON.stringify(await storedItems(table));
    expect(text).toContain(`TICKET#${hexDigestOf(ticket)}`);
    expect([ticket, link.token].filter((secret) => text.includes(secret))).toEqual([]);
    await live.connect(ticket);
    expect(JSON.stringify(await storedItems(table))).not.toContain(link.token);
  });

  test('L2: a ticket accepts one connection, also of two at once', async () => {
    const ticket = await live.ticket(owner.call, BOARD, { boardId });
    const both = await Promise.all([live.connect(ticket), live.connect(ticket)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await live.connect(ticket)).toBeUndefined();
  });

  test('L2: a ticket is over after 60 s', async () => {
    const [early, late] = [
      await live.ticket(owner.call, BOARD, { boardId }),
      await live.ticket(owner.call, BOARD, { boardId }),
    ];
    clock.pass(58_000);
    expect(await live.connect(early)).toBeDefined();
    clock.pass(2_000);
    expect(await live.connect(late)).toBeUndefined();
  });

  test.each(['', 'x', 'x'.repeat(2_000)])('L3: a ticket that never was lets nobody in: %#', async (ticket) => {
    expect(await live.connect(ticket)).toBeUndefined();
  });

  test.each<[string, (group: Awaited<ReturnType<typeof team>>) => Promise<unknown>]>([
    [
      'the member is removed',
      ({ owner: by, boardId: id, editor }) =>
        by.call(`DELETE ${BOARD}/members/{userId}`, { path: { boardId: id, userId: editor.userId } }),
    ],
    [
      'their role changes',
      ({ owner: by, boardId: id, editor }) =>
        by.call(`PUT ${BOARD}/members/{userId}`, {
          path: { boardId: id, userId: editor.userId },
          body: { role: 'viewer' },
        }),
    ],
    ['the board is deleted', ({ owner: by, boardId: id }) => by.call(`DELETE ${BOARD}`, { path: { boardId: id } })],
  ])('L3: a ticket lets nobody in when %s after it was given', async (_, change) => {
    const group = await team();
    const ticket = await live.ticket(group.editor.call, BOARD, { boardId: group.boardId });
    await change(group);
    expect(await live.connect(ticket)).toBeUndefined();
    expect(await storedItems(table, `LIVE#${group.boardId}`)).toEqual([]);
  });

  test('L3: nor when the link is revoked', async () => {
    const link = await share(owner, boardId, 'write');
    const ticket = await live.ticket(guest.call, SHARED, { token: link.token });
    await done(owner.call(`DELETE ${BOARD}/links/{linkId}`, { path: { boardId, linkId: link.id } }));
    expect(await live.connect(ticket)).toBeUndefined();
  });

  test('L4: a connection ends after two hours, and a later message closes it', async () => {
    const connectionId = (await live.connect(await live.ticket(owner.call, BOARD, { boardId }))) ?? '';
    clock.pass(7_200_000);
    expect(await live.say(connectionId, { action: 'ping' })).toBe(410);
    expect(live.management.ended).toContain(connectionId);
  });

  test('L4, L14: the connection of a guest ends with the time of their link', async () => {
    const link = await share(owner, boardId, 'read', { expiresInSeconds: 600 });
    const connectionId = (await live.connect(await live.ticket(guest.call, SHARED, { token: link.token }))) ?? '';
    clock.pass(601_000);
    await join(owner, boardId, await named('Nora'), 'viewer');
    await live.deliverAll();
    expect(live.management.ended).toContain(connectionId);
    expect(live.management.take(connectionId)).toEqual([{ type: 'closing', reason: 'connection-over' }]);
    expect(await stored(connectionId)).toBeUndefined();
  });

  test('L4, L14: it ends also when time to live has removed it from the table before anybody looked', async () => {
    const link = await share(owner, boardId, 'read', { expiresInSeconds: 600 });
    const connectionId = (await live.connect(await live.ticket(guest.call, SHARED, { token: link.token }))) ?? '';
    await live.deliverAll();
    await removeItem(table, { PK: `LIVE#${boardId}`, SK: `CONN#${connectionId}` });
    expect(live.management.ended).not.toContain(connectionId);
    await live.deliverAll();
    expect(live.management.ended).toContain(connectionId);
  });

  /** One for each function behind a route: changes have one for all four of theirs. */
  const actions = ['subscribe', 'ping', 'cursor', 'post', 'dance'];

  test.each(actions)('L4: an unknown connection is closed when it sends a message: %s', async (action) => {
    const connectionId = `nobody-who-says-${action}`;
    expect(await live.say(connectionId, { action })).toBe(410);
    expect(live.management.ended).toContain(connectionId);
  });

  test.each(actions)('L13: a connection that is gone before it gets its answer is forgotten: %s', async (action) => {
    const connectionId = (await live.connect(await live.ticket(owner.call, BOARD, { boardId }))) ?? '';
    live.management.answer = () => 410;
    // Every action is refused, and no client can get the refusal.
    expect(await live.say(connectionId, { action, unknown: 'member' })).toBe(422);
    live.management.answer = () => 200;
    expect(await stored(connectionId)).toBeUndefined();
  });
});
