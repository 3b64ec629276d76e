import { type Runner, startRunner } from 'sam-offline/testing/runner';
import { waitFor } from 'sam-offline/testing/wait-for';
import { authorizations, authorizedClaims, BAD, type Caller, linkOf } from '../support/access/callers.ts';
import { outcomeOf } from '../support/access/outcome.ts';
import { readTable } from '../support/access/rows.ts';
import { ACCESS } from '../support/access/table.ts';
import { newBoard, share } from '../support/boards.ts';
import { callOver, done, type Sent } from '../support/calls.ts';
import { EXAMPLE } from '../support/samples/example.ts';
import { sampleOf } from '../support/samples/http.ts';
import type { World } from '../support/world.ts';

/** The rows of routes behind the authorizer, and in each those whom the gateway refuses; the rest is in tests/integration. */
const rows = readTable(ACCESS)
  .map((row) => ({ ...row, refused: row.cells.filter(({ expected }) => expected === '401') }))
  .filter(({ refused }) => refused.length > 0);

describe('at the gateway', () => {
  let runner: Runner;
  let tokens: ReadonlyMap<Caller, string>;
  let links: World['links'];
  let boardId: string;
  const limits = ['ThrottlingRateLimit=100000', 'ThrottlingBurstLimit=100000'];

  beforeAll(async () => {
    runner = await startRunner(['--memory', '--no-watch', ...limits.flatMap((limit) => ['--parameter', limit])]);
    tokens = await authorizations(runner.url);
    const owner = { call: callOver(runner.url, tokens.get('owner')) };
    await done(owner.call('PUT /users/me', { body: { username: 'owner', displayName: 'Olga' } }));
    boardId = await newBoard(owner);
    links = {
      'read link': await share(owner, boardId, 'read'),
      'write link': await share(owner, boardId, 'write'),
      'revoked link': await share(owner, boardId, 'write'),
    };
    const path = { boardId, linkId: links['revoked link'].id };
    await done(owner.call('DELETE /boards/{boardId}/links/{linkId}', { path }));
  });
  afterAll(() => runner?.stop());

  /** Sends a request with the caller's token, or the token of their link as if it were one. */
  const send = (caller: Caller, route: string, sent?: Sent) => {
    const link = linkOf(caller, links);
    return callOver(runner.url, link ? `Bearer ${link.token}` : tokens.get(caller))(route, sent);
  };

  test.each(rows)('$name: who brings no token that proves anything gets no further', async ({ route, refused }) => {
    const start = runner.output().length;
    const outcomes: Record<string, string> = {};
    for (const { caller } of refused) {
      const request = sampleOf(route, { ...EXAMPLE, boardId, link: links['write link'] });
      outcomes[caller] = outcomeOf(await send(caller, route, request));
    }
    expect(outcomes).toEqual(Object.fromEntries(refused.map(({ caller, expected }) => [caller, expected])));

    // Such a line of the runner ends with the name of the function that was asked.
    const lines = await waitFor('a line of each request', () => {
      const found =
        runner
          .output()
          .slice(start)
          .match(/.* 401 \d+ ms.*$/gm) ?? [];
      return found.length === refused.length ? found : undefined;
    });
    expect(lines.filter((line) => line.endsWith('Function'))).toEqual([]);
  });

  test('an invalid token is ignored at a route without authentication', async () => {
    const callers: Caller[] = ['nobody', ...BAD, 'read link', 'revoked link'];
    for (const caller of callers) {
      expect([caller, (await send(caller, 'GET /health')).status]).toEqual([caller, 200]);
    }
    expect(runner.output()).toMatch(/GET \/health 200 \d+ ms HealthFunction$/m);
  });

  test('the claims of a right token reach the function', async () => {
    const names = ['owner', 'admin'] as const;
    for (const username of names) {
      const { userId } = await done(send(username, 'PUT /users/me', { body: { username, displayName: 'Olga' } }));
      expect(userId).toBe(authorizedClaims(runner.url, username).sub);
    }
    const dashboards = names.map(async (name) => outcomeOf(await send(name, 'GET /dashboard')));
    expect(await Promise.all(dashboards)).toEqual(['403n', '200']);
  });
});
