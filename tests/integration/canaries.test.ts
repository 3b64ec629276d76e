import { invite, join, newBoard, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { posted } from '../support/messages.ts';
import { freeUsername, guest, person } from '../support/people.ts';
import { withPermissionsOf } from '../support/permissions.ts';
import { httpEvent, lambdaContext } from '../support/request.ts';
import { templateFunctions } from '../support/template.ts';
import { functionEnvironment, useWhiteboard } from '../support/whiteboard.ts';

const routes = templateFunctions().flatMap(({ name, statements, routes: own }) =>
  own.map(({ key, authorizer }) => ({ key, name, isSignedIn: authorizer !== 'NONE', hasTable: statements.length > 0 })),
);

/** What people put in, wherever they can put text: no log line may have a word of it. */
const AUTHOR = 'Canary Author';
const TEXT = 'canary in a text';
const TITLE = 'canary in a title';
const DESCRIPTION = 'canary in a description';
const NAME = 'Canary Display';
const EMAIL = 'canary@example.com';
const HEADERS = {
  authorization: 'Bearer canary.in.bearer',
  cookie: 'session=canary-in-cookie',
  'idempotency-key': 'canary-in-key',
  'user-agent': 'canary-in-agent',
};

/** As a claim or in the path, what else tells of a person or opens something. */
type World = { path: Record<string, string>; headers: Record<string, string>; secrets: string[]; userId: string };

/** A board of somebody's, with a member, messages, a link and an invite, and a message on the wall. */
const makeWorld = async (route: string): Promise<World & { username: string }> => {
  const [owner, member] = [person('canary-owner'), person('canary-member')];
  const username = freeUsername('canary');
  await done(owner.call('PUT /users/me', { body: { username, displayName: NAME, email: EMAIL } }));
  await done(member.call('PUT /users/me', { body: { username: freeUsername('canary'), displayName: NAME } }));
  const boardId = await newBoard(owner, TITLE);
  await join(owner, boardId, member, 'editor');
  const [link, invited] = [await share(owner, boardId, 'write'), await invite(owner, boardId, { role: 'viewer' })];
  const post = { path: { token: link.token }, body: { author: AUTHOR, text: TEXT } };
  const onWall = await posted({ author: AUTHOR, text: TEXT });
  const byGuest = (await done(guest.call('POST /shared/{token}/messages', post))) as { id: string; editToken: string };
  const { id: messageId, editToken } = route.includes(' /shared/')
    ? byGuest
    : route.includes(' /boards/')
      ? { id: await write(owner, boardId, { text: TEXT }), editToken: byGuest.editToken }
      : onWall;
  const token = route.includes(' /invites/') ? invited.token : link.token;
  const linkId = link.id;
  return {
    path: { boardId, messageId, token, linkId, userId: member.userId, username, emoji: 'heart' },
    headers: { ...HEADERS, 'edit-token': editToken },
    secrets: [owner.userId, member.userId, username, boardId, messageId, token, linkId, editToken],
    userId: owner.userId,
    username,
  };
};

const MESSAGE = { author: AUTHOR, text: TEXT, color: 'yellow', task: true };
const BOARD = { title: TITLE, description: DESCRIPTION };

/** A valid body with a canary in each of its texts. */
const bodyOf = (route: string, username: string): object | undefined => {
  if (/^PATCH \S*\/messages\//.test(route)) return { text: TEXT };
  return {
    'POST /messages': MESSAGE,
    'POST /shared/{token}/messages': MESSAGE,
    'POST /boards/{boardId}/messages': { text: TEXT },
    'POST /boards': BOARD,
    'PATCH /boards/{boardId}': BOARD,
    'PUT /users/me': { username, displayName: NAME, email: EMAIL },
    'PUT /boards/{boardId}/members/{userId}': { role: 'viewer' },
    'POST /boards/{boardId}/invites': { role: 'viewer' },
    'POST /boards/{boardId}/links': { access: 'read' },
    'POST /contact': { name: NAME, email: EMAIL, message: TEXT },
    'POST /tickets': { name: NAME },
    'POST /shared/{token}/tickets': { name: NAME },
    'POST /boards/{boardId}/tickets': {},
  }[route];
};

type Handler = (event: object, context: object) => Promise<{ statusCode: number; body?: string }>;

describe('no log line has what people wrote, or what opens something', () => {
  const table = useWhiteboard();
  let fault: Fault = 'none';
  let proxy: FaultProxy;

  beforeAll(async () => {
    proxy = await startFaultProxy(table.endpoint, () => fault);
    const { AWS_ENDPOINT_URL_DYNAMODB } = functionEnvironment(proxy.endpoint, table.tableName);
    const live = { LIVE_ENDPOINT: 'http://127.0.0.1:1/live', CHANGES_RETENTION_HOURS: '24' };
    Object.assign(process.env, { AWS_ENDPOINT_URL_DYNAMODB, ...live });
    // What is out of reach stays so: trying again only takes time.
    const { client } = await import('../../src/table/client.ts');
    client.config.maxAttempts = async () => 1;
  });
  afterAll(() => proxy.stop());
  afterEach(() => {
    fault = 'none';
  });

  /** Sends a request of the board's owner, who is the operator too, or of nobody. */
  const send = async ({ key, name, isSignedIn }: (typeof routes)[0], world: World, body: unknown) => {
    const { handler } = (await import(`../../src/handlers/${name}.ts`)) as { handler: Handler };
    const [method = '', template = ''] = key.split(' ');
    const parameters = [...template.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter);
    const claims = { sub: world.userId, email: EMAIL, name: NAME, 'cognito:groups': '[admin]' };
    const event = httpEvent({
      method,
      route: key,
      path: template.replace(/\{(\w+)\}/g, (_, parameter: string) => world.path[parameter] ?? ''),
      pathParameters: Object.fromEntries(parameters.map((parameter) => [parameter, world.path[parameter] ?? ''])),
      headers: world.headers,
      body,
      ...(template.endsWith('/changes') && { query: { since: '0' } }),
      ...(isSignedIn && { claims }),
    });
    const { statusCode, body: answered = '' } = await withPermissionsOf(name, () => handler(event, lambdaContext()));
    const secrets = [...answered.matchAll(/"(?:editToken|token|ticket)":"([^"]+)"/g)].map(([, secret = '']) => secret);
    return { status: statusCode, secrets };
  };

  /** What of all this, and of these, some line has. */
  const seen = (secrets: string[]): string[] => {
    const lines = JSON.stringify(table.logged);
    return ['canary', 'Canary', ...secrets].filter((secret) => lines.includes(secret));
  };
  const lineOf = (key: string, status: number) =>
    expect.objectContaining({
      event: 'request',
      route: key,
      status,
      ...(status === 503 && { error: expect.anything() }),
    });

  test.each(routes)('$key', async (route) => {
    const { key, hasTable } = route;
    const world = await makeWorld(key);
    const body = bodyOf(key, world.username);

    fault = 'lose the request';
    const failed = await send(route, world, body);
    expect(failed.status).toBe(hasTable ? 503 : 200);
    expect(table.logged).toContainEqual(lineOf(key, failed.status));

    fault = 'none';
    const { status, secrets } = await send(route, world, body);
    expect(Math.floor(status / 100)).toBe(2);
    expect(table.logged).toContainEqual(lineOf(key, status));
    expect(seen([...world.secrets, ...secrets])).toEqual([]);
  });

  test.each(routes.filter(({ key }) => bodyOf(key, '')))('$key, with a body that is refused', async (route) => {
    const world = await makeWorld(route.key);
    const refused = [`{"canary": ${TEXT}`, { [TEXT]: TEXT, text: { [TEXT]: TEXT }, author: `${AUTHOR}\u0000` }];
    for (const body of refused) expect([400, 415, 422]).toContain((await send(route, world, body)).status);
    expect(seen(world.secrets)).toEqual([]);
  });
});
