import { randomInt, randomUUID } from 'node:crypto';
import { join, newBoard, share } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { usePlannedFaults } from '../support/fault-proxy.ts';
import { guest, named, type Person } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { type Answer, capacityOf, functionEnvironment, useWhiteboard } from '../support/whiteboard.ts';

const LIMIT = 3;
const QUOTAS = {
  POSTS_PER_MINUTE_PER_PERSON: `${LIMIT}`,
  POSTS_PER_MINUTE_PER_LINK: `${LIMIT}`,
  POSTS_PER_MINUTE_PER_ADDRESS: `${LIMIT}`,
};
/** The clock stands 27.4 seconds into a minute, so that no test meets the turn of one unless it means to. */
const NOW = Math.floor(Date.now() / 60_000) * 60_000 + 27_400;

const table = useWhiteboard();
const faults = usePlannedFaults(table);
let clock: jest.SpyInstance;

beforeAll(() => void Object.assign(process.env, QUOTAS));
beforeEach(() => {
  clock = jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => clock.mockRestore());

const hello = { author: 'Ada', text: 'Hello' };
const newAddress = () => `198.51.${randomInt(256)}.${randomInt(256)}`;
const withKey = (key: string) => ({ 'idempotency-key': key });

const onWall = (sourceIp: string, headers: Record<string, string> = {}, body: object = hello): Promise<Answer> =>
  guest.call('POST /messages', { body, headers, sourceIp });
const byLink = (token: string, sourceIp = newAddress()): Promise<Answer> =>
  guest.call('POST /shared/{token}/messages', { path: { token }, body: hello, sourceIp });
const onBoard = (who: Person, boardId: string): Promise<Answer> =>
  who.call('POST /boards/{boardId}/messages', { path: { boardId }, body: { text: 'Hello' }, sourceIp: '192.0.2.1' });

const times = async (count: number, action: () => Promise<Answer>): Promise<number[]> => {
  const statuses: number[] = [];
  for (let n = 0; n < count; n += 1) statuses.push((await action()).status);
  return statuses;
};
const USED_UP = [...Array<number>(LIMIT).fill(201), 429];
const useUp = async (action: () => Promise<Answer>) => expect(await times(LIMIT + 1, action)).toEqual(USED_UP);

const accepted = (answers: Answer[]) => answers.filter(({ status }) => status === 201);
const refused = (answers: Answer[]) => answers.filter(({ status }) => status === 429);
const messagesOnWall = async () => (await storedItems(table, 'BOARD#main')).length;

describe('a quota of posts', () => {
  test('reports its state with each post, and refuses the first post beyond it, which is not stored', async () => {
    const address = newAddress();
    const before = await messagesOnWall();
    for (const remaining of [2, 1, 0]) {
      const { status, headers } = await onWall(address);
      expect({ status, ...headers }).toMatchObject({
        status: 201,
        'ratelimit-policy': '"address";q=3;w=60',
        ratelimit: `"address";r=${remaining};t=33`,
      });
    }
    const { status, headers, body } = await onWall(address);
    expect({ status, ...headers }).toEqual({
      status: 429,
      'content-type': 'application/problem+json',
      'retry-after': '33',
      'ratelimit-policy': '"address";q=3;w=60',
      ratelimit: '"address";r=0;t=33',
      'x-content-type-options': 'nosniff',
    });
    expect(body).toMatchObject({
      code: 'quota-exceeded',
      detail: expect.stringMatching(/from your network address \(3\)\. Nothing was posted; send it again in 33 s\./),
    });
    expect(await messagesOnWall()).toBe(before + LIMIT);
  });

  test('lets exactly as many through as it says when twenty come at once', async () => {
    const address = newAddress();
    const before = await messagesOnWall();
    const answers = await Promise.all(Array.from({ length: 20 }, () => onWall(address)));
    expect([accepted(answers).length, refused(answers).length]).toEqual([LIMIT, 20 - LIMIT]);
    expect(await messagesOnWall()).toBe(before + LIMIT);
    const remaining = accepted(answers).map(({ headers }) => headers.ratelimit);
    expect(remaining.sort()).toEqual([0, 1, 2].map((r) => `"address";r=${r};t=33`));
  });

  test('restarts with the next minute, not before', async () => {
    const address = newAddress();
    await useUp(() => onWall(address));
    clock.mockReturnValue(NOW + 32_599);
    expect((await onWall(address)).headers).toMatchObject({ 'retry-after': '1', ratelimit: '"address";r=0;t=1' });
    clock.mockReturnValue(NOW + 32_600);
    expect(await onWall(address)).toMatchObject({ status: 201, headers: { ratelimit: '"address";r=2;t=60' } });
  });

  test('is not used by posts that are refused for another reason', async () => {
    const address = newAddress();
    expect(await times(LIMIT + 1, () => onWall(address, {}, { author: 'Ada' }))).toEqual(Array(LIMIT + 1).fill(422));
    await useUp(() => onWall(address));
  });
});

describe('who shares a quota', () => {
  test('on the wall, all people at one address in any spelling; not their neighbours', async () => {
    await useUp(() => onWall('203.0.113.7'));
    expect((await onWall('::ffff:203.0.113.7')).status).toBe(429);
    expect((await onWall('203.0.113.8')).status).toBe(201);
  });

  test('on the wall and in the contact form, all people at one address together', async () => {
    const sourceIp = newAddress();
    const body = { name: 'Ada', email: 'ada@example.com', message: 'Hello' };
    const toTheOwner = () => guest.call('POST /contact', { body, sourceIp });
    expect((await onWall(sourceIp)).status).toBe(201);
    expect(await times(LIMIT, toTheOwner)).toEqual([202, 202, 429]);
  });

  test('on the wall, a whole /64 of IPv6 addresses', async () => {
    let host = 0;
    await useUp(() => {
      host += 1;
      return onWall(`2001:db8:0:1::${host}`);
    });
    expect((await onWall('2001:db8:0:2::1')).status).toBe(201);
  });

  test('on boards, one person on all of them, wherever they are; not the other members', async () => {
    const [ada, bob] = await Promise.all([named('Ada'), named('Bob')]);
    const [one, two] = [await newBoard(ada), await newBoard(ada)];
    await join(ada, one, bob, 'editor');
    expect((await onBoard(ada, one)).headers.ratelimit).toBe('"person";r=2;t=33');
    expect(await times(LIMIT, () => onBoard(ada, two))).toEqual([201, 201, 429]);
    expect((await onBoard(ada, one)).body).toMatchObject({ detail: expect.stringContaining('on all boards together') });
    expect((await onBoard(bob, one)).status).toBe(201);
  });

  test('by a share link, all of its guests; not those of another link, and not the members', async () => {
    const ada = await named('Ada');
    const boardId = await newBoard(ada);
    const [one, two] = [await share(ada, boardId, 'write'), await share(ada, boardId, 'write')];
    await useUp(() => byLink(one.token));
    expect((await byLink(two.token)).headers['ratelimit-policy']).toBe('"link";q=3;w=60');
    expect((await onBoard(ada, boardId)).status).toBe(201);
  });

  test('posts on the wall do not use the quota of a guest', async () => {
    const [ada, address] = [await named('Ada'), newAddress()];
    const { token } = await share(ada, await newBoard(ada), 'write');
    await useUp(() => onWall(address));
    expect((await byLink(token, address)).status).toBe(201);
  });
});

describe('a post with an Idempotency-Key', () => {
  test('counts once, and gets its answer again when the quota is used up', async () => {
    const [address, key] = [newAddress(), randomUUID()];
    const first = await onWall(address, withKey(key));
    expect(await times(3, () => onWall(address, withKey(key)))).toEqual([201, 201, 201]);
    expect(await times(LIMIT, () => onWall(address))).toEqual([201, 201, 429]);
    const again = await onWall(address, withKey(key));
    expect(again).toEqual({ ...first, headers: { ...first.headers, 'idempotent-replayed': 'true' } });
    expect((await onWall(address, withKey(key), { ...hello, text: 'Bye' })).status).toBe(422);
  });

  test('names the quota, and how much of it is left only where that is known', async () => {
    const address = newAddress();
    const { headers } = await onWall(address, withKey(randomUUID()));
    expect(headers['ratelimit-policy']).toBe('"address";q=3;w=60');
    expect(headers).not.toHaveProperty('ratelimit');
    expect((await onWall(address)).headers.ratelimit).toBe('"address";r=1;t=33');
  });

  test('is refused beyond the quota, and its key is free for the next minute', async () => {
    const [address, key] = [newAddress(), randomUUID()];
    await useUp(() => onWall(address));
    const late = await onWall(address, withKey(key));
    expect(late).toMatchObject({ status: 429, headers: { 'retry-after': '33', ratelimit: '"address";r=0;t=33' } });
    clock.mockReturnValue(NOW + 60_000);
    expect((await onWall(address, withKey(key))).headers).not.toHaveProperty('idempotent-replayed');
  });

  test('lets exactly as many through when twenty come at once, half of them without a key', async () => {
    const address = newAddress();
    const before = await messagesOnWall();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => onWall(address, n % 2 === 0 ? withKey(randomUUID()) : {})),
    );
    expect([accepted(answers).length, refused(answers).length]).toEqual([LIMIT, 20 - LIMIT]);
    expect(await messagesOnWall()).toBe(before + LIMIT);
  });
});

describe('an answer of the table that is lost on the way', () => {
  test('costs a place of the quota, and posts once', async () => {
    const [address, before] = [newAddress(), await messagesOnWall()];
    faults.set(['lose the answer']);
    expect(await onWall(address)).toMatchObject({ status: 201, headers: { ratelimit: '"address";r=1;t=33' } });
    expect(await messagesOnWall()).toBe(before + 1);
  });

  test('costs nothing with an Idempotency-Key, not even for the last place', async () => {
    const address = newAddress();
    expect(await times(LIMIT - 1, () => onWall(address))).toEqual([201, 201]);
    faults.set(['lose the answer']);
    expect((await onWall(address, withKey(randomUUID()))).status).toBe(201);
  });
});

describe('what is stored', () => {
  test('is a count under a digest, gone a little after its minute', async () => {
    const address = newAddress();
    await done(onWall(address));
    const counters = (await storedItems(table)).filter(({ PK }) => String(PK).startsWith('QUOTA#'));
    const minute = Math.floor(NOW / 60_000);
    expect(counters).toContainEqual({
      PK: expect.stringMatching(/^QUOTA#address#[0-9a-f]{64}$/),
      SK: `MINUTE#${minute}`,
      count: 1,
      expiresAt: (minute + 3) * 60,
    });
    expect(JSON.stringify(counters)).not.toContain(address);
  });

  test('is nothing, and costs nothing, where the quotas are 0', async () => {
    const environment = { ...process.env };
    Object.assign(process.env, functionEnvironment(table.endpoint, table.tableName));
    const address = newAddress();
    const answers: Answer[] = [];
    const consumed = await capacityOf(async () => {
      for (let n = 0; n <= LIMIT; n += 1) answers.push(await onWall(address));
    });
    Object.assign(process.env, environment);
    expect(consumed).toEqual(Array(LIMIT + 1).fill({ operation: 'PutItem', units: 1, indexes: {} }));
    expect(accepted(answers)).toHaveLength(LIMIT + 1);
    expect(answers[0]?.headers).not.toHaveProperty('ratelimit-policy');
  });
});
