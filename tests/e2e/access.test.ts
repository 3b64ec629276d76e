import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Api, connectApi, outcomeOf } from '../support/access/api.ts';
import type { Person } from '../support/access/callers.ts';
import { bodyOf, fillPath, queryOf, type Row, readTable, requestOf, UNKNOWN_TOKEN } from '../support/access/rows.ts';
import { ACCESS } from '../support/access/table.ts';
import { introduce, makeWall, makeWorld, snapshotOf, type World } from '../support/access/world.ts';
import { httpEvent, lambdaContext } from '../support/request.ts';
import { type Runner, startRunner } from '../support/runner.ts';
import { templateFunctions } from '../support/template.ts';
import { functionEnvironment } from '../support/whiteboard.ts';

const rows = readTable(ACCESS);
const functions = templateFunctions();
const routes = functions.flatMap((definition) =>
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

describe('who may do what', () => {
  let runner: Runner;
  let api: Api;
  let userIds: Record<Person, string>;
  /** What requests are about that take nothing away: reads, new things, and what is refused. */
  let common: World;
  const limits = ['ThrottlingRateLimit=100000', 'ThrottlingBurstLimit=100000'];

  beforeAll(async () => {
    runner = await startRunner(['--memory', '--no-watch', ...limits.flatMap((limit) => ['--parameter', limit])]);
    api = await connectApi(runner.url);
    userIds = await introduce(api);
    common = await makeWorld(api, userIds);
  });
  afterAll(() => runner?.stop());

  type Cells = Row['cells'];
  const expectedOf = (cells: Cells) => Object.fromEntries(cells.map(({ caller, expected }) => [caller, expected]));

  /** Sends the request of each cell, one after the other, each about what `worldFor` returns. */
  const outcomesOf = async (row: Row, cells: Cells, worldFor: () => Promise<World>) => {
    const outcomes: Record<string, string> = {};
    for (const { caller } of cells) {
      outcomes[caller] = await outcomeOf(await api.send(caller, requestOf(row, caller, await worldFor())));
    }
    return outcomes;
  };

  /** Something of its own for each request that changes what is there, so that none meets what another one left. */
  const freshFor = async ({ route }: Row): Promise<World> => {
    const readsOrAdds = /^GET |^POST .+(messages|invites|links)$/.test(route);
    if (readsOrAdds || !route.includes('{')) return common;
    return route.includes(' /messages') ? { ...common, wall: await makeWall(api) } : makeWorld(api, userIds);
  };

  test.each(rows)('$name', async (row) => {
    const succeeds = ({ expected }: Cells[number]) => expected.startsWith('2');
    const refused = row.cells.filter((cell) => !succeeds(cell));
    // A read changes nothing, and neither does nobody.
    const seen = async () => (row.route.startsWith('GET ') || refused.length === 0 ? [] : snapshotOf(api, common));
    const before = await seen();
    expect(await outcomesOf(row, refused, async () => common)).toEqual(expectedOf(refused));
    expect(await seen()).toEqual(before);

    const allowed = row.cells.filter(succeeds);
    expect(await outcomesOf(row, allowed, () => freshFor(row))).toEqual(expectedOf(allowed));
  });

  test('a board that one is no member of is answered as one that does not exist', async () => {
    const { boardId } = await makeWorld(api, userIds);
    const answers = [boardId, '01M7Z6632ZWA9YKEM64GTZ5NDT'].map(async (id) => {
      const answer = await api.send('stranger', { method: 'GET', path: `/boards/${id}` });
      const { instance, requestId, ...problem } = (await answer.json()) as Record<string, unknown>;
      return problem;
    });
    const [theirs, none] = await Promise.all(answers);
    expect(theirs).toEqual(none);
  });

  test('the owner of one board can do nothing on another one by way of their own', async () => {
    const { messages, links, userIds: ids } = await makeWorld(api, userIds);
    const { id } = await api.must<{ id: string }>('stranger', 'POST /boards', { title: 'Mine' });
    const through = async (method: string, path: string, body?: object) =>
      outcomeOf(await api.send('stranger', { method, path: `/boards/${id}/${path}`, body }));
    expect(await through('GET', `messages/${messages.owner}`)).toBe('404');
    expect(await through('PATCH', `messages/${messages.owner}`, { text: 'After' })).toBe('404');
    expect(await through('DELETE', `messages/${messages.owner}`)).toBe('404');
    expect(await through('PUT', `messages/${messages.owner}/reactions/heart`)).toBe('404');
    expect(await through('DELETE', `links/${links['read link'].id}`)).toBe('404');
    expect(await through('PUT', `members/${ids.viewer}`, { role: 'owner' })).toBe('404');
    expect(await through('DELETE', `members/${ids.viewer}`)).toBe('404');
  });

  test('an invite is no share link, a share link is no invite, and the id of either opens nothing', async () => {
    const { invite, links } = await makeWorld(api, userIds);
    const opens = async (path: string, method = 'GET') => outcomeOf(await api.send('stranger', { method, path }));
    expect(await opens(`/shared/${invite.token}/messages`)).toBe('404');
    expect(await opens(`/invites/${links['write link'].token}/accept`, 'POST')).toBe('404');
    expect(await opens(`/shared/${links['write link'].id}/messages`)).toBe('404');
    expect(await opens(`/invites/${invite.id}/accept`, 'POST')).toBe('404');
  });

  test('whoever is taken out, and whatever link is revoked, is out with the next request', async () => {
    const { boardId, links, userIds: ids } = await makeWorld(api, userIds);
    const read = async (path: string) => (await api.send('editor', { method: 'GET', path })).status;
    const shared = `/shared/${links['read link'].token}/messages`;
    expect([await read(`/boards/${boardId}`), await read(shared)]).toEqual([200, 200]);
    await api.must('owner', `DELETE /boards/${boardId}/members/${ids.editor}`);
    await api.must('owner', `DELETE /boards/${boardId}/links/${links['read link'].id}`);
    expect([await read(`/boards/${boardId}`), await read(shared)]).toEqual([404, 404]);
  });

  test('a deleted board is behind no door any more', async () => {
    const { boardId, links, invite, messages } = await makeWorld(api, userIds);
    await api.must('owner', `DELETE /boards/${boardId}`);
    const paths = ['', '/messages', `/messages/${messages.owner}`, '/members', '/links'].map(
      (rest) => `/boards/${boardId}${rest}`,
    );
    const requests = [
      ...[...paths, `/shared/${links['write link'].token}/messages`].map((path) => ({ method: 'GET', path })),
      { method: 'POST', path: `/invites/${invite.token}/accept` },
    ];
    const outcomes = requests.map(async (request) => outcomeOf(await api.send('owner', request)));
    expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['404']));
  });
});

/** `sam local` skips authorizers: functions then get events that say nothing of who asks. */
describe('behind an authorizer that is not there', () => {
  const guarded = routes.filter(({ authorizer }) => authorizer !== 'NONE');
  const values = {
    ...{ boardId: '01M7Z6632ZWA9YKEM64GTZ5NDT', messageId: '01M7Z6632ZWA9YKEM64GTZ5NDT', token: UNKNOWN_TOKEN },
    ...{ userId: 'somebody', linkId: '0'.repeat(64), username: 'somebody', emoji: 'heart' },
  };

  beforeAll(() => {
    // Nothing listens there: a function that went on to the table would answer 503.
    Object.assign(process.env, functionEnvironment('http://127.0.0.1:1', 'Whiteboard'));
    for (const level of ['info', 'error'] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
  });
  afterAll(() => jest.restoreAllMocks());

  type Handler = (event: APIGatewayProxyEventV2, context: object) => Promise<{ statusCode: number; body: string }>;
  const WITHOUT = {
    'no authorizer': {},
    'an empty authorizer': { authorizer: {} },
    'no claims': { authorizer: { jwt: {} } },
    'claims without sub': { authorizer: { jwt: { claims: { username: 'owner', 'cognito:groups': '[admin]' } } } },
    'an empty sub': { authorizer: { jwt: { claims: { sub: '' } } } },
    'the claims of another kind of authorizer': { authorizer: { claims: { sub: 'owner' }, lambda: { sub: 'owner' } } },
  };

  test.each(guarded)('$key answers 401', async ({ key, name }) => {
    const { handler } = (await import(`../../src/handlers/${name}.ts`)) as { handler: Handler };
    const [method = '', template = ''] = key.split(' ');
    const request = { method, path: fillPath(template, values), query: queryOf(template) };
    const event = httpEvent({ ...request, body: bodyOf(key, 'somebody') });
    const parameters = Object.entries(values).filter(([parameter]) => template.includes(`{${parameter}}`));
    const pathParameters = Object.fromEntries(parameters);
    for (const authorization of Object.values(WITHOUT)) {
      const requestContext = { ...event.requestContext, routeKey: key, ...authorization };
      const answer = await handler({ ...event, routeKey: key, pathParameters, requestContext }, lambdaContext());
      expect(JSON.parse(answer.body)).toMatchObject({ status: 401, code: 'unauthenticated' });
      expect(answer.statusCode).toBe(401);
    }
  });
});
