import { client } from '../../src/table/kit/client.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts';
import { freeUsername, guest, person } from '../support/people.ts';
import { hasBody, sampleOf, wordsWith } from '../support/samples/http.ts';
import { rememberItems } from '../support/stored.ts';
import { templateFunctions } from '../support/template.ts';
import { functionEnvironment, useWhiteboard } from '../support/whiteboard.ts';
import { introduce, makeWorld, PEOPLE, type People, type World } from '../support/world.ts';

const routes = templateFunctions().flatMap(({ statements, routes: own }) =>
  own.map(({ key }) => ({ key, hasTable: statements.length > 0 })),
);

/** Texts for every place where people can write: no log line may contain a word of them. */
const words = wordsWith('canary');
const HEADERS = {
  authorization: 'Bearer canary.in.bearer',
  cookie: 'session=canary-in-cookie',
  'content-type': 'application/json',
  'idempotency-key': 'canary-in-key',
  'user-agent': 'canary-in-agent',
};
const CLAIMS = { email: words.email, name: words.displayName, 'cognito:groups': '[admin]' };

const people = {
  nobody: guest,
  ...Object.fromEntries(
    PEOPLE.map((name) => [name, { ...person(`canary-${name}`, CLAIMS), username: freeUsername('canary') }]),
  ),
} as People;

/** Personal data and secrets in claims, paths, headers and answers. */
const secretsOf = ({ boardId, messages, shared, wall, links, invite }: World): string[] => [
  ...PEOPLE.flatMap((name) => [people[name].userId, people[name].username]),
  ...[boardId, ...Object.values(messages)],
  ...[shared.its, shared.another, wall.its, wall.another].flatMap(({ id, editToken }) => [id, editToken]),
  ...[...Object.values(links), invite].flatMap(({ id, token }) => [id, token]),
];

describe('no log line contains people’s texts or secrets', () => {
  const table = useWhiteboard();
  let fault: Fault = 'none';
  let proxy: FaultProxy;
  let world: World;
  /** Puts the table back as it is with this world in it. */
  let putBack: () => Promise<void>;

  beforeAll(async () => {
    proxy = await startFaultProxy(table.endpoint, () => fault);
    const { AWS_ENDPOINT_URL_DYNAMODB } = functionEnvironment(proxy.endpoint, table.tableName);
    const live = { LIVE_ENDPOINT: 'http://127.0.0.1:1/live', CHANGES_RETENTION_HOURS: '24' };
    Object.assign(process.env, { AWS_ENDPOINT_URL_DYNAMODB, ...live });
    // An unreachable service stays unreachable: retries only take time.
    client().config.maxAttempts = async () => 1;
    await introduce(people, words);
    world = await makeWorld(people, words);
    putBack = await rememberItems(table);
  });
  afterAll(() => proxy.stop());
  afterEach(async () => {
    fault = 'none';
    await putBack();
  });

  /** Sends a valid request of the board's owner, who is also the operator, or one with another body. */
  const send = async (route: string, changed: { body?: unknown } = {}) => {
    const { wall, shared, links, invite } = world;
    const sample = sampleOf(route, {
      ...{ words, wall: wall.its, shared: shared.its, link: links['write link'], invite: invite.token, since: '0' },
      ...{ boardId: world.boardId, messageId: world.messages.owner },
      ...{ member: people.member, username: people.owner.username },
    });
    const request = { ...sample, ...changed, headers: { ...HEADERS, ...sample.headers } };
    const { status, body } = await people.owner.call(route, request);
    const opened = JSON.stringify(body).matchAll(/"(?:editToken|token|ticket)":"([^"]+)"/g);
    return { status, secrets: [...opened].map(([, secret = '']) => secret) };
  };

  /** All of these texts, and the given ones, that a line contains. */
  const seen = (secrets: string[] = []): string[] => {
    const lines = JSON.stringify(table.logged);
    return ['canary', 'Canary', ...secretsOf(world), ...secrets].filter((secret) => lines.includes(secret));
  };
  const lineOf = (route: string, status: number) =>
    expect.objectContaining({ event: 'request', route, status, ...(status === 503 && { error: expect.anything() }) });

  test.each(routes)('$key', async ({ key, hasTable }) => {
    fault = 'lose the request';
    const failed = await send(key);
    expect(failed.status).toBe(hasTable ? 503 : 200);
    expect(table.logged).toContainEqual(lineOf(key, failed.status));

    fault = 'none';
    const { status, secrets } = await send(key);
    expect(Math.floor(status / 100)).toBe(2);
    expect(table.logged).toContainEqual(lineOf(key, status));
    expect(seen(secrets)).toEqual([]);
  });

  test.each(routes.filter(({ key }) => hasBody(key)))('$key, with a body that is refused', async ({ key }) => {
    const { author, text } = words;
    const refused = [`{"canary": ${text}`, { [text]: text, text: { [text]: text }, author: `${author}\u0000` }];
    for (const body of refused) expect([400, 422]).toContain((await send(key, { body })).status);
    expect(seen()).toEqual([]);
  });
});
