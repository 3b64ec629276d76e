import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { functionFile } from '../../tools/functions.ts';
import { authorizations, authorizedClaims, type Caller, isPerson } from '../support/access/callers.ts';
import { outcomeOf } from '../support/access/outcome.ts';
import { type Row, readTable, requestOf } from '../support/access/rows.ts';
import { ACCESS } from '../support/access/table.ts';
import { newBoard } from '../support/boards.ts';
import { done, fillRoute, type Sent } from '../support/calls.ts';
import { callWith, guest } from '../support/people.ts';
import { httpEvent, lambdaContext } from '../support/request.ts';
import { EXAMPLE } from '../support/samples/example.ts';
import { sampleOf, wordsWith } from '../support/samples/http.ts';
import { rememberItems, storedItems } from '../support/stored.ts';
import { templateFunctions } from '../support/template.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';
import { introduce, makeWorld, PEOPLE, type People, type World } from '../support/world.ts';

const rows = readTable(ACCESS);
const routes = templateFunctions().flatMap((definition) =>
  definition.routes.map((route) => ({ ...route, name: definition.name })),
);

test('the table has every route of the template, and no other', () => {
  expect([...new Set(rows.map(({ route }) => route))].sort()).toEqual(routes.map(({ key }) => key).sort());
});

test('a route is behind the authorizer where the table says so, and says NONE everywhere else', () => {
  const closed = new Map(rows.map(({ route, cells }) => [route, cells[0]?.expected === '401']));
  const expected = routes.map(({ key }) => [key, closed.get(key) ? 'Jwt' : 'NONE']);
  expect(routes.map(({ key, authorizer }) => [key, authorizer])).toEqual(expected);
});

const table = useWhiteboard();

/** For this runner tokens and claims are made; none is there: tests/e2e/access.test.ts has the gateway's part, the 401s. */
const RUNNER = 'http://127.0.0.1:3000';

/** People as a runner's authorizer makes them known to functions. */
const people = {
  nobody: guest,
  ...Object.fromEntries(
    PEOPLE.map((name) => {
      const claims = authorizedClaims(RUNNER, name);
      return [name, { userId: claims.sub, username: name, call: callWith(claims) }];
    }),
  ),
} as People;
const words = wordsWith('before');

const BOARD = '/boards/{boardId}';
const MESSAGE = `${BOARD}/messages/{messageId}`;
const SHARED = 'GET /shared/{token}/messages';

describe('who may do what', () => {
  let tokens: ReadonlyMap<Caller, string>;
  let world: World;
  /** Puts the table back as it is with this world in it. */
  let putBack: () => Promise<void>;

  beforeAll(async () => {
    tokens = await authorizations(RUNNER);
    await introduce(people, words);
    world = await makeWorld(people, words);
    putBack = await rememberItems(table);
  });
  afterEach(() => putBack());

  /** Sends a request as the gateway passes it: with the caller's header, and claims if it has a person's token. */
  const send = (caller: Caller, route: string, sent: Sent = {}) => {
    const { call } = people[isPerson(caller) ? caller : 'nobody'];
    const authorization = tokens.get(caller);
    return call(route, { ...sent, headers: { ...(authorization && { authorization }), ...sent.headers } });
  };

  type Cells = Row['cells'];
  const expectedOf = (cells: Cells) => Object.fromEntries(cells.map(({ caller, expected }) => [caller, expected]));

  /** Sends the request of each cell, one after the other, and does `after` when it is answered. */
  const outcomesOf = async (row: Row, cells: Cells, after?: () => Promise<void>) => {
    const outcomes: Record<string, string> = {};
    for (const { caller } of cells) {
      outcomes[caller] = outcomeOf(await send(caller, row.route, requestOf(row, caller, world, people)));
      await after?.();
    }
    return outcomes;
  };

  test.each(rows)('$name', async (row) => {
    const succeeds = ({ expected }: Cells[number]) => expected.startsWith('2');
    const refused = row.cells.filter((cell) => !succeeds(cell) && cell.expected !== '401');
    // A read changes nothing, and neither does nobody.
    const seen = async () => (row.route.startsWith('GET ') || refused.length === 0 ? [] : storedItems(table));
    const before = await seen();
    expect(await outcomesOf(row, refused)).toEqual(expectedOf(refused));
    expect(await seen()).toEqual(before);

    const allowed = row.cells.filter(succeeds);
    const takesAway = /^DELETE |accept$/.test(row.route);
    expect(await outcomesOf(row, allowed, takesAway ? putBack : undefined)).toEqual(expectedOf(allowed));
  });

  test('a board of other people gets the same answer as one that does not exist', async () => {
    const answers = [world.boardId, '01M7Z6632ZWA9YKEM64GTZ5NDT'].map(async (boardId) => {
      const { instance, requestId, ...problem } = (await send('stranger', `GET ${BOARD}`, { path: { boardId } })).body;
      return problem;
    });
    const [theirs, none] = await Promise.all(answers);
    expect(theirs).toEqual(none);
  });

  test('the owner of a board gets no rights on another board by it', async () => {
    const boardId = await newBoard(people.stranger);
    const through = async (route: string, path: Record<string, string>, body?: object) =>
      outcomeOf(await send('stranger', route, { path: { boardId, ...path }, body }));
    const theirMessage = { messageId: world.messages.owner };
    const theirViewer = { userId: people.viewer.userId };
    expect(await through(`GET ${MESSAGE}`, theirMessage)).toBe('404');
    expect(await through(`PATCH ${MESSAGE}`, theirMessage, { text: 'After' })).toBe('404');
    expect(await through(`DELETE ${MESSAGE}`, theirMessage)).toBe('404');
    expect(await through(`PUT ${MESSAGE}/reactions/{emoji}`, { ...theirMessage, emoji: 'heart' })).toBe('404');
    expect(await through(`DELETE ${BOARD}/links/{linkId}`, { linkId: world.links['read link'].id })).toBe('404');
    expect(await through(`PUT ${BOARD}/members/{userId}`, theirViewer, { role: 'owner' })).toBe('404');
    expect(await through(`DELETE ${BOARD}/members/{userId}`, theirViewer)).toBe('404');
  });

  test('an invite is no share link, a share link is no invite, and the id of either does not work', async () => {
    const { invite, links } = world;
    const opens = async (route: string, token: string) => outcomeOf(await send('stranger', route, { path: { token } }));
    expect(await opens(SHARED, invite.token)).toBe('404');
    expect(await opens('POST /invites/{token}/accept', links['write link'].token)).toBe('404');
    expect(await opens(SHARED, links['write link'].id)).toBe('404');
    expect(await opens('POST /invites/{token}/accept', invite.id)).toBe('404');
  });

  test('a removed member and a revoked link lose access with the next request', async () => {
    const { boardId, links } = world;
    const { token, id: linkId } = links['read link'];
    const seen = async () => [
      (await send('editor', `GET ${BOARD}`, { path: { boardId } })).status,
      (await send('editor', SHARED, { path: { token } })).status,
    ];
    expect(await seen()).toEqual([200, 200]);
    const path = { boardId, linkId, userId: people.editor.userId };
    await done(send('owner', `DELETE ${BOARD}/members/{userId}`, { path }));
    await done(send('owner', `DELETE ${BOARD}/links/{linkId}`, { path }));
    expect(await seen()).toEqual([404, 404]);
  });

  test('a deleted board is behind no door any more', async () => {
    const { boardId, links, invite, messages } = world;
    const path = { boardId, messageId: messages.owner };
    await done(send('owner', `DELETE ${BOARD}`, { path }));
    const outcomes = [
      ...[BOARD, `${BOARD}/messages`, MESSAGE, `${BOARD}/members`, `${BOARD}/links`].map((rest) =>
        send('owner', `GET ${rest}`, { path }),
      ),
      send('owner', SHARED, { path: { token: links['write link'].token } }),
      send('owner', 'POST /invites/{token}/accept', { path: { token: invite.token } }),
    ].map(async (answer) => outcomeOf(await answer));
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['404']));
  });
});

/** `sam local` skips authorizers, so functions get events without claims. */
describe('behind an authorizer that is not there', () => {
  const guarded = routes.filter(({ authorizer }) => authorizer !== 'NONE');

  type Handler = (event: APIGatewayProxyEventV2, context: object) => Promise<{ statusCode: number; body: string }>;
  const WITHOUT = {
    'no authorizer': {},
    'an empty authorizer': { authorizer: {} },
    'no claims': { authorizer: { jwt: {} } },
    'claims without sub': { authorizer: { jwt: { claims: { username: 'owner', 'cognito:groups': '[admin]' } } } },
    'an empty sub': { authorizer: { jwt: { claims: { sub: '' } } } },
    'the claims of another kind of authorizer': { authorizer: { claims: { sub: 'owner' }, lambda: { sub: 'owner' } } },
  };

  test.each(guarded)('$key answers 401, and does nothing with the table', async ({ key, name }) => {
    const { handler } = (await import(functionFile(name))) as { handler: Handler };
    const { path: values, ...sample } = sampleOf(key, EXAMPLE);
    const event = httpEvent({ ...sample, ...fillRoute(key, values), route: key });
    const answers: { statusCode: number; body: string }[] = [];
    const consumed = await capacityOf(async () => {
      for (const authorization of Object.values(WITHOUT)) {
        const requestContext = { ...event.requestContext, ...authorization };
        answers.push(await handler({ ...event, requestContext } as APIGatewayProxyEventV2, lambdaContext()));
      }
    });
    const seen = answers.map(({ statusCode, body }) => ({ statusCode, ...JSON.parse(body) }));
    const refused = { statusCode: 401, status: 401, code: 'unauthenticated' };
    expect(seen).toEqual(Object.keys(WITHOUT).map(() => expect.objectContaining(refused)));
    expect(consumed).toEqual([]);
  });
});
