import fc from 'fast-check';
import { runs } from 'sam-offline/testing/runs';
import { encodeCursor } from '../../src/table/cursor.ts';
import { invite, share, write } from '../support/boards.ts';
import type { Sent } from '../support/calls.ts';
import { callWith, guest, type Person, team } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { type Answer, useWhiteboard } from '../support/whiteboard.ts';

const BOARD = '/boards/{boardId}';
const MESSAGE = `${BOARD}/messages/{messageId}`;

/** Changing routes with a body, and those without. */
const WITH_BODY = [
  'PUT /users/me',
  'POST /boards',
  `PATCH ${BOARD}`,
  `POST ${BOARD}/messages`,
  `PATCH ${MESSAGE}`,
  `PUT ${BOARD}/members/{userId}`,
  `POST ${BOARD}/invites`,
  `POST ${BOARD}/links`,
  'POST /shared/{token}/messages',
  'PATCH /shared/{token}/messages/{messageId}',
];
const WITHOUT_BODY = [
  `DELETE ${BOARD}`,
  `DELETE ${MESSAGE}`,
  `PUT ${MESSAGE}/reactions/{emoji}`,
  `DELETE ${MESSAGE}/reactions/{emoji}`,
  `DELETE ${BOARD}/members/{userId}`,
  `DELETE ${BOARD}/links/{linkId}`,
  'POST /invites/{token}/accept',
  'DELETE /shared/{token}/messages/{messageId}',
];
const READS = [
  'GET /users/{username}',
  `GET ${BOARD}`,
  `GET ${BOARD}/messages`,
  `GET ${MESSAGE}`,
  `GET ${BOARD}/members`,
  `GET ${BOARD}/links`,
  'GET /shared/{token}/messages',
  'GET /shared/{token}/messages/{messageId}',
];
const LISTS = [
  'GET /boards',
  'GET /users/me/messages',
  `GET ${BOARD}/messages`,
  `GET ${BOARD}/members`,
  `GET ${BOARD}/links`,
  'GET /shared/{token}/messages',
];

const anyString = fc.string({ unit: 'binary', minLength: 1, maxLength: 300 });
const anyHeaders = fc.dictionary(
  fc.constantFrom('edit-token', 'if-match', 'if-none-match', 'idempotency-key', 'content-type'),
  fc.string({ unit: 'binary-ascii' }),
);

/** Members that are right somewhere, and one that is right nowhere. */
const wrongObject = fc
  .tuple(
    fc.record(
      {
        title: fc.constant('Changed'),
        text: fc.constant('Changed'),
        author: fc.constant('Eve'),
        role: fc.constantFrom('owner', 'viewer'),
        access: fc.constant('write'),
        username: fc.constant('changed'),
        displayName: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
    fc.tuple(fc.constantFrom('owners', 'version', 'userId', 'boardId', 'constructor', '__proto__', ''), fc.jsonValue()),
  )
  .map(
    ([right, [name, value]]) => `{${JSON.stringify(name)}:${JSON.stringify(value)},${JSON.stringify(right).slice(1)}`,
  )
  .map((text) => text.replace(/,}$/, '}'));

const wrongBody = fc.oneof(
  wrongObject,
  fc.string({ unit: 'binary' }).filter((text) => !/^\s*\{/.test(text)),
  fc
    .jsonValue()
    .filter((value) => typeof value !== 'object' || value === null || Array.isArray(value))
    .map((value) => JSON.stringify(value)),
);

describe('whatever is sent to boards and people', () => {
  const table = useWhiteboard();
  let people: Awaited<ReturnType<typeof team>>;
  let path: Record<string, string>;
  let before: unknown;

  beforeAll(async () => {
    people = await team();
    const { boardId, owner, editor } = people;
    const [messageId, link, invited] = [
      await write(editor, boardId),
      await share(owner, boardId, 'write'),
      await invite(owner, boardId, { role: 'owner', uses: 9 }),
    ];
    const { token, id: linkId } = link;
    path = { boardId, messageId, userId: editor.userId, emoji: 'heart', linkId, token, username: owner.username };
    path = { ...path, invite: invited.token };
    before = await storedItems(table);
  });
  afterEach(async () => expect(await storedItems(table)).toEqual(before));

  /** The right values for a route's placeholders. */
  const right = (route: string): Record<string, string> =>
    Object.fromEntries(
      [...route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [
        name,
        (route.includes('/invites/{token}') ? path.invite : path[name]) ?? '',
      ]),
    );

  const send = (who: Pick<Person, 'call'>, route: string, sent: Sent = {}): Promise<Answer> =>
    (route.includes('/shared/') ? guest : who).call(route, { path: right(route), ...sent });

  /** `invoke` itself fails if docs/openapi.json does not list an answer; here it must be a 4xx as well. */
  const refused = async (answering: Promise<Answer>): Promise<void> => {
    const { status, headers, body } = await answering;
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body).toMatchObject({ status, code: expect.any(String), detail: expect.stringMatching(/./) });
  };

  test('an invalid body is a 4xx, also from an owner', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WITH_BODY), wrongBody, anyHeaders, async (route, body, headers) => {
        await refused(send(people.owner, route, { body, headers: { 'content-type': 'application/json', ...headers } }));
      }),
      runs(40),
    );
  });

  test('a path that leads nowhere is a 4xx, with whatever body', async () => {
    const routes = [...WITH_BODY, ...WITHOUT_BODY, ...READS].filter((route) => route.includes('{'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), fc.nat(), anyString, wrongBody, async (route, n, wrong, body) => {
        const names = Object.keys(right(route));
        const name = names[n % names.length] ?? '';
        fc.pre(wrong !== path[name] && !(name === 'emoji' && /^[a-z-]+$/.test(wrong)));
        const sent = WITH_BODY.includes(route) ? { body, headers: { 'content-type': 'application/json' } } : {};
        await refused(send(people.owner, route, { ...sent, path: { ...right(route), [name]: wrong } }));
      }),
      runs(40),
    );
  });

  test('a stranger gets a 4xx at every door of a board, with whatever headers', async () => {
    const routes = [...WITHOUT_BODY, ...READS].filter((route) => route.includes(BOARD));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...routes), anyHeaders, async (route, headers) => {
        const sent = send(people.stranger, route, { headers });
        await refused(sent);
        expect([404, 422]).toContain((await sent).status);
      }),
      runs(30),
    );
  });

  test('claims without a person sign nobody in', async () => {
    const claims = fc.oneof(
      fc.constant({}),
      fc.record({ sub: fc.oneof(fc.constant(''), fc.string({ minLength: 256, maxLength: 400 })) }),
      fc.record({ username: anyString, email: anyString, client_id: anyString }),
    );
    const routes = ['GET /users/me', 'GET /boards', 'GET /users/me/messages', ...WITHOUT_BODY, ...READS];
    await fc.assert(
      fc.asyncProperty(claims, fc.constantFrom(...routes), async (claimed, route) => {
        fc.pre(!route.includes('/shared/'));
        const sent = callWith(claimed as Record<string, string>)(route, { path: right(route) });
        await refused(sent);
        expect((await sent).status).toBe(401);
      }),
      runs(40),
    );
  });

  test('a person may have any sub that an issuer gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 255 }), async (sub) => {
        fc.pre(sub.length <= 255);
        const who = { call: callWith({ sub }) };
        await refused(send(who, 'GET /users/me'));
        await refused(send(who, `GET ${BOARD}`));
        expect((await send(who, 'GET /boards')).body).toEqual({ boards: [], nextCursor: null });
      }),
      runs(15),
    );
  });

  test('a query string is a page or a 4xx', async () => {
    const query = fc.dictionary(
      fc.oneof(fc.constantFrom('limit', 'cursor', 'open', 'since', 'until'), fc.string()),
      fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String)),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LISTS), query, async (route, value) => {
        expect([200, 400, 422]).toContain((await send(people.owner, route, { query: value })).status);
      }),
      runs(20),
    );
  });

  test('a forged cursor is another position in the same list, or a 4xx', async () => {
    const { boardId, owner } = people;
    const lists: [string, string][] = [
      [`members ${boardId}`, `GET ${BOARD}/members`],
      [`links ${boardId}`, `GET ${BOARD}/links`],
      [`boards of ${owner.userId}`, 'GET /boards'],
      [`messages by ${owner.userId}`, 'GET /users/me/messages'],
      [JSON.stringify(['messages', boardId, false, null, null]), `GET ${BOARD}/messages`],
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...lists), anyString, async ([name, route], position) => {
        const answer = await send(owner, route, { query: { cursor: encodeCursor(name, position), limit: '100' } });
        expect([200, 400]).toContain(answer.status);
        const whole = await send(owner, route, { query: { limit: '100' } });
        const items = ({ body }: Answer) => Object.values(body).find(Array.isArray) ?? [];
        if (answer.status === 200) expect(items(whole)).toEqual(expect.arrayContaining(items(answer)));
      }),
      runs(20),
    );
  });
});
