import { newBoard, share } from '../support/boards.ts';
import { useClock } from '../support/clock.ts';
import { useLive } from '../support/live.ts';
import { guest, named, type Person } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const BOARD = '/boards/{boardId}';

describe('who is on a board', () => {
  const table = useWhiteboard();
  const live = useLive(table);
  const clock = useClock();
  let owner: Person;
  let boardId: string;
  let olga: string;

  const connect = () => live.subscribed(owner.call, BOARD, { boardId });
  beforeEach(async () => {
    owner = await named('Olga');
    boardId = await newBoard(owner);
    olga = await connect();
    await live.read();
    Object.assign(live.management, { posted: [], ended: [], answer: () => 200 });
  });

  const visitor = async () => {
    const { token } = await share(owner, boardId, 'read');
    return live.subscribed(guest.call, '/shared/{token}', { token });
  };
  const connected = async () =>
    (await storedItems(table, `LIVE#${boardId}`)).map(({ SK }) => String(SK).slice('CONN#'.length)).sort();

  test('L5, L16: subscribe returns the connected people, and the client’s own entry', async () => {
    const grace = await visitor();
    const you = { connectionId: grace, name: 'Guest', role: 'reader' };
    const answer = await live.ask(grace, { action: 'subscribe' });
    expect(answer?.you).toEqual(you);
    expect(answer?.people).toHaveLength(2);
    expect(answer?.people).toEqual(
      expect.arrayContaining([you, { connectionId: olga, name: 'Olga', role: 'owner', userId: owner.userId }]),
    );
  });

  test('L17: the others learn who joins and leaves', async () => {
    const grace = await visitor();
    await live.deliverAll();
    const person = { connectionId: grace, name: 'Guest', role: 'reader' };
    expect(live.management.take(olga)).toEqual([{ type: 'presence', joined: [person], left: [] }]);
    expect(live.management.take(grace)).toEqual([]);
    await live.disconnect(grace);
    await live.deliverAll();
    expect(live.management.take(olga)).toEqual([{ type: 'presence', joined: [], left: [grace] }]);
    expect(await connected()).toEqual([olga]);
  });

  test('L17: many joins and leaves at once are one message; a person with both only left', async () => {
    const [first, second, third] = [await visitor(), await visitor(), await visitor()];
    await live.disconnect(second);
    await live.deliverAll();
    expect(live.management.take(olga)).toMatchObject([
      { type: 'presence', joined: [{ connectionId: first }, { connectionId: third }], left: [second] },
    ]);
    expect(live.management.take(third)).toMatchObject([{ joined: [{ connectionId: first }], left: [second] }]);
  });

  test('L17: a disconnect of a deleted connection is no error', async () => {
    await live.disconnect(olga);
    expect(await live.disconnect(olga)).toBe(200);
  });

  test('L9, L17: the others see where a person points, at most ten times a second', async () => {
    const grace = await visitor();
    live.management.take(olga);
    clock.pass(0);
    const point = (x: number) => live.say(grace, { action: 'cursor', x, y: -2.5 });
    const seen = () => live.management.take(olga).map(({ x }) => x);
    await point(1);
    expect(live.management.take(olga)).toEqual([{ type: 'cursor', connectionId: grace, x: 1, y: -2.5 }]);
    for (let n = 0; n < 20; n += 1) {
      await point(n);
      clock.pass(50);
    }
    expect(seen()).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18]);
    expect(live.management.take(grace)).toEqual([]);
  });

  test('L4, L18: a client that is silent for 35 s is disconnected, and gone for the others', async () => {
    const grace = await visitor();
    await live.deliverAll();
    live.management.take(olga);
    for (const seconds of [15, 15]) {
      clock.pass(seconds * 1_000);
      expect(await live.ask(olga, { action: 'ping' })).toMatchObject({ type: 'pong' });
    }
    expect(await connected()).toEqual([grace, olga].sort());
    clock.pass(15_000);
    await live.say(olga, { action: 'ping' });
    expect(live.management.ended).toEqual([grace]);
    expect(await connected()).toEqual([olga]);
    live.management.take(olga);
    await live.deliverAll();
    expect(live.management.take(olga)).toEqual([{ type: 'presence', joined: [], left: [grace] }]);
  });

  test('L18: one pinging client looks for silent connections, once in ten seconds', async () => {
    const others = [await connect(), await connect(), await connect()];
    clock.pass(11_000);
    await Promise.all([olga, ...others].map((id) => live.say(id, { action: 'ping' })));
    const items = await storedItems(table, `CHANGES#${boardId}`);
    expect(items.find(({ SK }) => SK === '~HEAD')?.sweptAt).toBe(Date.now());
    clock.pass(9_000);
    await live.say(olga, { action: 'ping' });
    const later = await storedItems(table, `CHANGES#${boardId}`);
    expect(later.find(({ SK }) => SK === '~HEAD')?.sweptAt).toBe(Date.now() - 9_000);
  });

  test('L5: two subscribes at once get two answers, even if the clocks of the functions differ', async () => {
    const ids = ['a', 'b', 'c'];
    await Promise.all(ids.map((id) => live.say(olga, { action: 'subscribe', id })));
    clock.pass(-200);
    await live.say(olga, { action: 'subscribe', id: 'd' });
    await live.say(olga, { action: 'ping', id: 'e' });
    const answers = live.management.take(olga);
    expect(answers.map(({ re }) => re).sort()).toEqual([...ids, 'd', 'e']);
    expect(answers.at(-1)).toMatchObject({ type: 'pong', seq: expect.any(Number) });
  });
});
