import { waitFor } from 'sam-offline/testing/wait-for';
import { refusedClient } from 'sam-offline/testing/websocket-client';
import { startLive } from '../../support/live-board.ts';
import { type LiveClient, readBoard, ticketUrl } from '../../support/live-client.ts';

/**
 * docs/live-protocol.md through the whole: the runner, its functions in processes, its stream, real sockets. Each rule is
 * proved in tests/integration/live-*.test.ts; here is what they do together, and what sockets do.
 */
describe('a live board', () => {
  let live: Awaited<ReturnType<typeof startLive>>;
  let door: string;
  let guestsDoor: string;

  beforeAll(async () => {
    live = await startLive();
    door = `/boards/${await live.board('olga')}`;
    const { token } = await live.send('olga', `POST ${door}/links`, { access: 'write' });
    guestsDoor = `/shared/${token}`;
  });
  afterAll(() => live?.stop());

  const joined = async (who: string, at = door, name?: string): Promise<LiveClient> => {
    const client = await live.client(who, at, name);
    await client.join();
    return client;
  };
  const ended = (client: LiveClient) => waitFor('the end of a connection', () => client.ended);

  test('L1, L2, L3: a ticket opens the wall once; none, a wrong and a used one are refused with 403', async () => {
    const client = await live.client('', '', 'Grace');
    const url = await ticketUrl(await live.origin('', '', 'Grace'));
    await client.connect(url);
    await client.settled();
    expect(client.model.state.you).toMatchObject({ name: 'Grace', role: 'writer' });
    const without = url.split('?')[0] ?? '';
    for (const other of [url, without, `${without}?ticket=x`, `${without}?ticket=`]) {
      expect((await refusedClient(other)).status).toBe(403);
    }
    client.drop();
  });

  test('L5, L7, L11, L15: changes over a connection and over HTTP reach all clients in one order, also clients that were away', async () => {
    const [olga, guest] = [await joined('olga'), await joined('', guestsDoor)];
    const before = Number(olga.model.state.last);
    const posted = await olga.ask('post', { clientMutationId: 'first', message: { text: 'Buy chalk', task: true } });
    expect(posted).toMatchObject({ type: 'done', clientMutationId: 'first', message: { author: 'olga', version: 1 } });
    const { id: messageId } = posted.message as { id: string };
    await guest.change(({ message }) => (message as { id?: string })?.id === messageId);
    guest.drop();
    await live.send('olga', `POST ${door}/messages`, { text: 'By HTTP' });
    await olga.ask('edit', { clientMutationId: 'second', messageId, change: { done: true } });
    await guest.join();
    for (const client of [olga, guest]) {
      await waitFor('the last change', () => client.model.state.last === before + 3);
      expect(client.model.state).toMatchObject({ resets: 1, violations: [] });
      expect(client.model.board()).toEqual(await readBoard(await live.origin('olga', door)));
    }
    const missed = await live.send('olga', `GET ${door}/changes?since=${before}`);
    expect(missed).toEqual({ changes: olga.model.state.applied, seq: before + 3, more: false });
    for (const client of [olga, guest]) client.drop();
  });

  test('L9, L16, L17: people see each other come, point and go', async () => {
    const [ada, grace] = [await joined('', '', 'Ada'), await joined('', '', 'Grace')];
    const { connectionId } = grace.model.state.you as unknown as { connectionId: string };
    await waitFor('Grace', () => ada.model.people.has(connectionId));
    grace.send({ action: 'cursor', x: 12, y: -3.5 });
    expect(await ada.next(({ type }) => type === 'cursor')).toEqual({ type: 'cursor', connectionId, x: 12, y: -3.5 });
    grace.close();
    await waitFor('her goodbye', () => !ada.model.people.has(connectionId));
    ada.drop();
  });

  test('the runner logs no tickets, names or texts', async () => {
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

  test('L14: a connection is closed with 1009 for a frame above 32 KB, and with 1000 when the board is deleted', async () => {
    const [olga, guest, loud] = [await joined('olga'), await joined('', guestsDoor), await joined('', guestsDoor)];
    loud.sendText('x'.repeat(32 * 1_024 + 1));
    expect(await ended(loud)).toBe(1009);
    await live.send('olga', `DELETE ${door}`);
    for (const client of [olga, guest]) {
      expect(await ended(client)).toBe(1000);
      expect(client.model.state.applied.at(-1)).toMatchObject({ kind: 'board-deleted' });
    }
  });
});
