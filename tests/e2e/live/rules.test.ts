import { startLive } from '../../support/live-board.ts';
import { type LiveClient, readBoard, ticketUrl } from '../../support/live-client.ts';
import { waitFor } from '../../support/wait-for.ts';
import { refusedClient } from '../../support/websocket.ts';

/** docs/live-protocol.md, over real sockets; what takes clocks or faults is in tests/integration/live-*.test.ts. */
describe('a live board', () => {
  let live: Awaited<ReturnType<typeof startLive>>;
  let boardId: string;
  let door: string;

  beforeAll(async () => {
    live = await startLive();
    boardId = await live.board('olga', { edith: 'editor', viktor: 'viewer' });
    door = `/boards/${boardId}`;
  });
  afterAll(() => live?.stop());

  const joined = async (who: string, at = door, name?: string): Promise<LiveClient> => {
    const client = await live.client(who, at, name);
    await client.join();
    return client;
  };
  const shared = async (access: 'read' | 'write') => {
    const { token, id } = await live.send('olga', `POST ${door}/links`, { access });
    return { door: `/shared/${token}`, id };
  };

  test('L1, L3: a ticket opens the board, a share link and the wall', async () => {
    const link = await shared('write');
    for (const [who, at] of [
      ['olga', door],
      ['', link.door],
      ['', ''],
    ] as const) {
      const client = await joined(who, at, 'Grace');
      expect(client.model.state.you).toMatchObject({ name: who === '' ? 'Grace' : 'olga' });
      client.drop();
    }
  });

  test('L2, L3: a ticket is used once; none, a wrong and a used one are refused with 403', async () => {
    const url = await ticketUrl(await live.origin('olga', door));
    expect(url).not.toContain('Bearer');
    const client = await live.client('olga', door);
    await client.connect(url);
    const without = url.split('?')[0] ?? '';
    for (const other of [url, without, `${without}?ticket=x`, `${without}?ticket=`]) {
      expect((await refusedClient(other)).status).toBe(403);
    }
    client.drop();
  });

  test('L3: a ticket whose link was revoked, or whose member was removed, is refused with 403', async () => {
    const id = await live.board('olga', { edith: 'editor' });
    const { userId } = await live.send('edith', 'GET /users/me');
    const link = await live.send('olga', `POST /boards/${id}/links`, { access: 'read' });
    const [guests, members] = [
      await ticketUrl(await live.origin('', `/shared/${link.token}`)),
      await ticketUrl(await live.origin('edith', `/boards/${id}`)),
    ];
    await live.send('olga', `DELETE /boards/${id}/links/${link.id}`);
    await live.send('olga', `DELETE /boards/${id}/members/${userId}`);
    expect((await refusedClient(guests)).status).toBe(403);
    expect((await refusedClient(members)).status).toBe(403);
  });

  test('L7, L8, L11: what one client does over its connection, another one sees', async () => {
    const [edith, viktor] = [await joined('edith'), await joined('viktor')];
    const posted = await edith.ask('post', { clientMutationId: 'first', message: { text: 'Buy chalk', task: true } });
    expect(posted).toMatchObject({ type: 'done', clientMutationId: 'first', message: { author: 'edith', version: 1 } });
    const { id: messageId } = posted.message as { id: string };
    const seen = (version: number) =>
      viktor.change(({ message }) => {
        const { id, version: found } = (message ?? {}) as { id?: string; version?: number };
        return id === messageId && found === version;
      });
    expect(await seen(1)).toMatchObject({ clientMutationId: 'first', message: { text: 'Buy chalk', done: false } });
    await edith.ask('edit', { clientMutationId: 'second', messageId, change: { done: true } });
    expect(await seen(2)).toMatchObject({ clientMutationId: 'second', message: { done: true } });
    await edith.ask('react', { clientMutationId: 'third', messageId, reaction: 'heart', given: true });
    expect(await seen(3)).toMatchObject({ message: { reactions: { heart: 1 } } });
    await edith.ask('delete', { clientMutationId: 'fourth', messageId });
    expect(await viktor.change((change) => change.messageId === messageId)).toMatchObject({
      kind: 'message-deleted',
      expired: false,
    });
    for (const client of [edith, viktor]) {
      expect(client.model.state.violations).toEqual([]);
      client.drop();
    }
  });

  test('L8: a post that is sent again over a new connection is carried out once', async () => {
    const edith = await joined('edith');
    const request = { clientMutationId: 'again', message: { text: 'Once' } };
    const first = await edith.ask('post', request);
    edith.drop();
    await edith.join();
    expect((await edith.ask('post', request)).message).toEqual(first.message);
    edith.drop();
  });

  test('L8, L10: what is refused is answered with the problem, and the connection stays', async () => {
    const link = await shared('read');
    const [viktor, reader] = [await joined('viktor'), await joined('', link.door)];
    const refused = { type: 'refused', clientMutationId: 'x' };
    const [post, asGuest] = [{ text: 'x' }, { author: 'Ada', text: 'x' }];
    expect(await viktor.ask('post', { clientMutationId: 'x', message: post })).toMatchObject({
      ...refused,
      problem: { status: 403, code: 'role-too-low' },
    });
    expect(await reader.ask('post', { clientMutationId: 'x', message: asGuest })).toMatchObject({
      ...refused,
      problem: { status: 403, code: 'link-read-only' },
    });
    expect(await viktor.ask('sing')).toMatchObject({ type: 'refused', problem: { code: 'invalid-fields' } });
    viktor.sendText('no JSON');
    await viktor.next(({ problem }) => (problem as { code?: string })?.code === 'malformed-json');
    expect(await viktor.ask('ping')).toMatchObject({ type: 'pong', seq: viktor.model.state.last });
    for (const client of [viktor, reader]) client.drop();
  });

  test('L15: what comes by HTTP comes to clients too, and by HTTP to those who ask', async () => {
    const [viktor, reader] = [await joined('viktor'), await joined('', (await shared('read')).door)];
    const before = Number(viktor.model.state.last);
    const { id, version } = await live.send('edith', `POST ${door}/messages`, { text: 'By HTTP' });
    for (const client of [viktor, reader]) {
      const change = await client.change(({ message }) => (message as { id?: string })?.id === id);
      expect(change).toMatchObject({ kind: 'message', message: { id, version, text: 'By HTTP' } });
    }
    const missed = await live.send('olga', `GET ${door}/changes?since=${before}`);
    expect(missed).toEqual({ changes: viktor.model.state.applied, seq: viktor.model.state.last, more: false });
    for (const client of [viktor, reader]) client.drop();
  });

  test('L11: the board’s title, members and their roles are changes', async () => {
    const id = await live.board('olga');
    const olga = await joined('olga', `/boards/${id}`);
    await live.send('olga', `PATCH /boards/${id}`, { title: 'After' });
    expect(await olga.change(({ title }) => title === 'After')).toMatchObject({ kind: 'board', version: 2 });
    const { token } = await live.send('olga', `POST /boards/${id}/invites`, { role: 'viewer' });
    const { userId } = await live.send('viktor', 'GET /users/me');
    await live.send('viktor', `POST /invites/${token}/accept`);
    expect(await olga.change(({ role }) => role === 'viewer')).toMatchObject({ kind: 'member', userId });
    await live.send('olga', `DELETE /boards/${id}/members/${userId}`);
    expect(await olga.change(({ kind }) => kind === 'member-removed')).toMatchObject({ userId });
  });

  test('L5, L12: who was away gets what was missed; who was away for too long reads the board anew', async () => {
    const [away, long] = [await joined('viktor'), await joined('viktor')];
    for (const client of [away, long]) client.drop();
    const ids: unknown[] = [];
    for (const text of ['one', 'two', 'three']) {
      ids.push((await live.send('edith', `POST ${door}/messages`, { text })).id);
    }
    long.model.state.last = 1;
    for (const client of [away, long]) await client.join();
    await waitFor('all of them', () =>
      ids.every((id) => [away, long].every(({ model }) => model.board().some((m) => m.id === id))),
    );
    expect(away.model.state).toMatchObject({ resets: 1, violations: [] });
    expect(long.model.state).toMatchObject({ resets: 2, violations: [] });
    const fresh = await readBoard(await live.origin('olga', door));
    for (const client of [away, long]) {
      expect(client.model.board()).toEqual(fresh);
      client.drop();
    }
  });

  test('L13: nothing of another board comes', async () => {
    const id = await live.board('olga');
    const [here, there] = [await joined('olga'), await joined('olga', `/boards/${id}`)];
    await live.send('olga', `POST ${door}/messages`, { text: 'here' });
    await live.send('olga', `POST /boards/${id}/messages`, { text: 'there' });
    for (const [client, text] of [
      [here, 'here'],
      [there, 'there'],
    ] as const) {
      await client.change(({ message }) => (message as { text?: string })?.text === text);
      expect(JSON.stringify(client.frames)).not.toContain(text === 'here' ? '"there"' : '"here"');
      client.drop();
    }
  });

  test('L14: whoever loses their role or link, or whose role changes, is disconnected; when the board goes, everybody is', async () => {
    const id = await live.board('olga', { edith: 'editor', viktor: 'viewer' });
    const at = `/boards/${id}`;
    const link = await live.send('olga', `POST ${at}/links`, { access: 'read' });
    const [olga, edith, viktor, guest] = [
      await joined('olga', at),
      await joined('edith', at),
      await joined('viktor', at),
      await joined('', `/shared/${link.token}`),
    ];
    const ended = (client: LiveClient) => waitFor('the end of a connection', () => client.ended);
    const userOf = async (who: string) => (await live.send(who, 'GET /users/me')).userId;
    await live.send('olga', `DELETE ${at}/members/${await userOf('viktor')}`);
    expect(await ended(viktor)).toBe(1000);
    await live.send('olga', `PUT ${at}/members/${await userOf('edith')}`, { role: 'viewer' });
    expect(await ended(edith)).toBe(1000);
    await live.send('olga', `DELETE ${at}/links/${link.id}`);
    expect(await ended(guest)).toBe(1000);
    expect(olga.ended).toBeUndefined();
    await edith.join();
    expect(edith.model.state.you).toMatchObject({ role: 'viewer' });
    await live.send('olga', `DELETE ${at}`);
    for (const client of [olga, edith]) {
      expect(await ended(client)).toBe(1000);
      expect(client.model.state.applied.at(-1)).toMatchObject({ kind: 'board-deleted' });
    }
  });

  test('L9, L16, L17: people see each other come, point and go', async () => {
    const id = await live.board('olga', { edith: 'editor' });
    const olga = await joined('olga', `/boards/${id}`);
    const edith = await joined('edith', `/boards/${id}`);
    const them = edith.model.state.you as unknown as { connectionId: string };
    expect(them).toMatchObject({ name: 'edith', role: 'editor' });
    await waitFor('Edith', () => olga.model.people.has(them.connectionId));
    expect([...edith.model.people.values()].map(({ name }) => name).sort()).toEqual(['edith', 'olga']);
    edith.send({ action: 'cursor', x: 12, y: -3.5 });
    expect(await olga.next(({ type }) => type === 'cursor')).toEqual({
      type: 'cursor',
      ...{ connectionId: them.connectionId, x: 12, y: -3.5 },
    });
    edith.close();
    await waitFor('her goodbye', () => !olga.model.people.has(them.connectionId));
    olga.drop();
  });

  test('the runner writes neither tickets nor names nor what people wrote', async () => {
    const client = await joined('', '', 'Canary Grace');
    await client.ask('post', {
      clientMutationId: 'canary-mutation',
      message: { author: 'Canary Ada', text: 'Canary text' },
    });
    const url = await ticketUrl(await live.origin('', ''));
    await refusedClient(`${url}-canary`);
    client.close();
    await waitFor(
      'its lines',
      () => /MESSAGE post 200/.test(live.runner.output()) && /CONNECT \/live 403/.test(live.runner.output()),
    );
    expect(live.runner.output()).not.toMatch(/canary|ticket=/i);
  });
});
