import { waitFor } from 'sam-offline/testing/wait-for';
import { startLive } from '../../support/live-board.ts';
import { type LiveClient, readBoard } from '../../support/live-client.ts';

/** The gate (.ci/run) has 100 clients; `npm test` leaves this file out. */
const CLIENTS = Number(process.env.LIVE_CLIENTS);
const WRITERS = Math.max(2, Math.floor(CLIENTS / 10));
/** Each change reaches each client. More changes prove nothing more, and take long. */
const CHANGES_EACH = Math.floor(Math.min(CLIENTS * 6, 600) / WRITERS);
const CHANGES = WRITERS * CHANGES_EACH;
/** So many changes are made for each connection that breaks, at most: writers wait for those that break. */
const CHANGES_PER_BREAK = 16;
const SEED = 20_261_121;

/** The same numbers every time, from 0 to `below` (Park and Miller's generator). */
const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

describe(`${CLIENTS} clients, ${CHANGES} changes by ${WRITERS} writers, connections that break`, () => {
  let live: Awaited<ReturnType<typeof startLive>>;
  let door: string;
  let token: unknown;
  const random = randomFrom(SEED);
  const clients: LiveClient[] = [];
  const writers = Array.from({ length: WRITERS }, (_, n) => `writer-${n}`);

  beforeAll(async () => {
    live = await startLive();
    door = `/boards/${await live.board('olga')}`;
    ({ token } = await live.send('olga', `POST ${door}/invites`, { role: 'editor', uses: WRITERS }));
    for (const who of writers) {
      await live.send(who, 'PUT /users/me', { username: who, displayName: who });
      await live.send(who, `POST /invites/${token}/accept`);
    }
    const link = await live.send('olga', `POST ${door}/links`, { access: 'read' });
    for (let n = 0; n < CLIENTS; n += 1) {
      const who = writers[n] ?? '';
      clients.push(await live.client(who, who ? door : `/shared/${link.token}`));
    }
    const waiting = [...clients];
    const open = async () => {
      for (let client = waiting.pop(); client; client = waiting.pop()) await client.join();
    };
    // Few at once, since the runner starts a process of each function for each. Clients that join together are in one
    // message.
    await Promise.all(Array.from({ length: Math.ceil(CLIENTS / 25) }, open));
  });
  afterAll(() => live?.stop());

  type Written = { id: string; version: number };

  /** Makes changes, one after the other; every second writer does so over its connection. */
  const writing = async (who: string, client: LiveClient, overSocket: boolean, turn: () => Promise<unknown>) => {
    const own: Written[] = [];
    const carryOut = async (action: 'post' | 'edit' | 'delete', id: string, content?: object): Promise<Written> => {
      if (!overSocket) {
        const method = { post: 'POST', edit: 'PATCH', delete: 'DELETE' }[action];
        return (await live.send(who, `${method} ${door}/messages${id && `/${id}`}`, content)) as Written;
      }
      const about = action === 'post' ? { message: content } : { messageId: id, change: content };
      const answer = await client.ask(action, { clientMutationId: `${who}-${random(1e9)}`, ...about });
      if (answer.type !== 'done') throw new Error(JSON.stringify(answer));
      return (answer.message ?? {}) as Written;
    };
    for (let n = 0; n < CHANGES_EACH; n += 1) {
      await turn();
      const [choice, text] = [random(10), `${who} ${n} ${'x'.repeat(random(80))}`];
      const one = own[random(Math.max(own.length, 1))];
      if (!one || choice < 4) own.push(await carryOut('post', '', { text, task: choice === 0 }));
      else if (choice < 8) await carryOut('edit', one.id, { text });
      else {
        await carryOut('delete', one.id);
        own.splice(own.indexOf(one), 1);
      }
    }
  };

  /**
   * Of each group one connection after the other breaks: after its client has seen a few changes more, and until others
   * have seen a few that it misses.
   */
  const breakers = (groups: LiveClient[][]) => {
    const state = { isOver: false, breaks: 0, changes: 0, failure: undefined as unknown };
    const passed = (client: LiveClient, count: number): Promise<unknown> => {
      const { applied } = client.model.state;
      const wanted = applied.length + count;
      return waitFor(`${count} changes more`, () => state.isOver || applied.length >= wanted);
    };
    const work = async (group: LiveClient[]): Promise<void> => {
      while (!state.isOver) {
        const client = group[random(group.length)] as LiveClient;
        await passed(client, 1 + random(8));
        client.drop();
        state.breaks += 1;
        await passed(clients[0] as LiveClient, random(4));
        await client.connect();
      }
    };
    const working = Promise.all(groups.map(work)).catch((error) => {
      state.failure = error;
    });
    const isWorking = (): boolean => {
      if (state.failure !== undefined) throw state.failure;
      return true;
    };
    return {
      breaks: () => state.breaks,
      /** Resolves when the next change may be made. @throws Error of a client that could not connect */
      turn: (): Promise<unknown> => {
        state.changes += 1;
        const most = state.changes / CHANGES_PER_BREAK;
        return waitFor('a connection to break', () => isWorking() && most <= state.breaks + 1);
      },
      /** Ends it, with everybody connected. @throws Error of a client that could not connect */
      end: async (): Promise<void> => {
        state.isOver = true;
        await working;
        isWorking();
      },
    };
  };

  test('every client ends with the board as it is in the table: no duplicates, no gaps, order kept', async () => {
    const before = Number(clients[0]?.model.state.last);
    const readers = clients.slice(WRITERS);
    const many = Math.max(2, Math.floor(CLIENTS / 20));
    const groups = Array.from({ length: many }, (_, n) => readers.filter((_reader, nth) => nth % many === n));
    const breaking = breakers(groups);
    const work = writers.map((who, n) => writing(who, clients[n] as LiveClient, n % 2 === 0, breaking.turn));
    // Whatever the writers' results: nobody connects any more when the test ends.
    await Promise.all(work).finally(breaking.end);
    expect(breaking.breaks()).toBeGreaterThanOrEqual(CHANGES / CHANGES_PER_BREAK - 1);
    await waitFor('the last change', () =>
      clients.every(({ model }) => model.isSettled() && model.state.last === before + CHANGES),
    );
    const fresh = await readBoard(await live.origin('olga', door));
    expect(fresh.length).toBeGreaterThan(CHANGES / 10);
    for (const { model } of clients) {
      expect(model.state.violations).toEqual([]);
      expect(model.board()).toEqual(fresh);
    }
    expect(clients.every(({ model }) => model.state.applied.length >= CHANGES)).toBe(true);
  });
});
