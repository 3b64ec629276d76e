import fc from 'fast-check';
import { runs } from 'sam-offline/testing/runs';
import { useLive } from '../support/live.ts';
import { guest } from '../support/people.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

type Json = { [member: string]: unknown };
type Problem = { status: number; code: string; detail: string; errors?: { detail: string; pointer: string }[] };

const ID = '01M7Z6632ZWA9YKEM64GTZ5NDT';
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();

/** A right message of each action, with every member that it may have. */
const MESSAGES: Record<string, Json> = {
  subscribe: { action: 'subscribe', id: '1', since: 1, protocol: 1 },
  ping: { action: 'ping', id: '1' },
  cursor: { action: 'cursor', x: 1, y: 2 },
  post: {
    action: 'post',
    id: '1',
    clientMutationId: 'm',
    message: { author: 'Ada', text: 'x', color: 'red', position: { x: 1, y: 2 }, task: true, expiresInSeconds: 60 },
  },
  edit: {
    action: 'edit',
    id: '1',
    clientMutationId: 'm',
    messageId: ID,
    change: { text: 'x', color: 'red', position: { x: 1, y: 2 }, done: true, expiresAt: TOMORROW },
    editToken: 'token',
    ifMatch: 1,
  },
  delete: { action: 'delete', id: '1', clientMutationId: 'm', messageId: ID, editToken: 'token', ifMatch: 1 },
  react: { action: 'react', id: '1', clientMutationId: 'm', messageId: ID, reaction: 'heart', given: true },
};

/** The paths of everything in a message, members of members too. */
const pathsIn = (message: Json): string[][] =>
  Object.entries(message).flatMap(([name, value]) => [
    [name],
    ...(typeof value === 'object' && value !== null ? pathsIn(value as Json).map((rest) => [name, ...rest]) : []),
  ]);

/** The message with another value at a path. */
const withAt = (message: Json, [name = '', ...rest]: string[], value: unknown): Json => ({
  ...message,
  [name]: rest.length > 0 ? withAt(message[name] as Json, rest, value) : value,
});

const valueAt = (message: Json, path: string[]): unknown =>
  path.reduce<unknown>((value, name) => (value as Json)[name], message);

describe('an invalid message over the live connection', () => {
  const live = useLive(useWhiteboard());
  let connectionId = '';
  beforeAll(async () => {
    connectionId = await live.subscribed(guest.call, '');
  });

  const say = async (message: unknown): Promise<Problem | undefined> => {
    const status = await live.sayText(connectionId, JSON.stringify(message));
    expect(status).toBeLessThan(500);
    return live.management.take(connectionId)[0]?.problem as Problem | undefined;
  };
  const cases = Object.entries(MESSAGES).flatMap(([action, message]) =>
    pathsIn(message).map((path) => ({ where: `${action}: ${path.join('.')}`, message, path })),
  );

  const strings = cases.filter(({ message, path }) => typeof valueAt(message, path) === 'string');
  test.each(strings)('L10: half of a surrogate pair is refused as a wrong field: $where', async ({ message, path }) => {
    const problem = await say(withAt(message, path, 'a\ud800'));
    expect(problem).toMatchObject({ status: 422, code: 'invalid-fields' });
    expect(problem?.errors?.[0]?.pointer).toBe(`#/${path.join('/')}`);
  });

  test('L10: also in the name of a member, wherever it is', async () => {
    expect(await say({ ...MESSAGES.ping, 'a\udfff': 1 })).toMatchObject({ status: 422, code: 'invalid-fields' });
    expect(await say(withAt(MESSAGES.post ?? {}, ['message', 'a\udfff'], 1))).toMatchObject({ status: 422 });
  });

  test.each([
    ['subscribe', [], 'action, id, since, protocol'],
    ['ping', [], 'action, id'],
    ['cursor', [], 'action, x, y'],
    ['post', [], 'action, id, clientMutationId, message'],
    ['post', ['message'], 'author, text, color, position, task, expiresInSeconds'],
    ['post', ['message', 'position'], 'x, y'],
    ['edit', [], 'action, id, clientMutationId, messageId, change, editToken, ifMatch'],
    ['edit', ['change'], 'text, color, position, done, expiresAt'],
    ['delete', [], 'action, id, clientMutationId, messageId, editToken, ifMatch'],
    ['react', [], 'action, id, clientMutationId, messageId, reaction, given'],
  ])('L10: an unknown member of %s, in %j, is told which are known', async (action, path, known) => {
    const problem = await say(withAt(MESSAGES[action] ?? {}, [...path, 'colour'], 1));
    expect(problem?.errors).toEqual([
      { detail: `unknown member; known are: ${known}`, pointer: `#/${[...path, 'colour'].join('/')}` },
    ]);
  });

  test('L10: every advice is a sentence of ours that names the member', async () => {
    const value = fc.oneof(fc.constantFrom(null, '', 'x'.repeat(300), -1, 1e9, 0.5, true, [], {}, [1]), fc.jsonValue());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), value, async ({ message, path }, wrong) => {
        const problem = await say(withAt(message, path, wrong));
        for (const { detail } of problem?.errors ?? []) {
          expect(detail).not.toMatch(/Invalid (input|option|string)|Too (small|big)|Unrecognized|expected/);
          expect(detail).not.toMatch(/known are: $/);
        }
      }),
      runs(30),
    );
  });

  test.each([
    [{ action: 'cursor', x: 'left', y: 1 }, 'x must be a number from -100000 to 100000'],
    [{ action: 'cursor', x: 1 }, 'y must be a number from -100000 to 100000'],
    [{ action: 'post', id: '1', clientMutationId: 'm' }, 'message is missing'],
    [{ ...MESSAGES.delete, editToken: 'x'.repeat(101) }, 'editToken must have at most 100 characters'],
  ])('L10: advice %#', async (message, detail) => {
    expect((await say(message))?.detail).toBe(detail);
  });

  test.each(['k'.repeat(255), '!~', '"quoted"'])(
    'L8: %s is a clientMutationId, as it is an Idempotency-Key',
    async (key) => {
      const text = `under ${key.slice(0, 8)}`;
      await say({ ...MESSAGES.post, clientMutationId: key, message: { author: 'Ada', text } });
      const again = await guest.call('POST /messages', {
        headers: { 'idempotency-key': key },
        body: { author: 'Ada', text },
      });
      expect({ status: again.status, replayed: again.headers['idempotent-replayed'] }).toEqual({
        status: 201,
        replayed: 'true',
      });
    },
  );

  test.each(['', 'two words', 'ünïcode', 'k'.repeat(256)])('L8: %j is neither', async (key) => {
    const message = { author: 'Ada', text: 'x' };
    const rule = 'must have 1 to 255 visible ASCII characters, quoted or bare';
    expect((await say({ ...MESSAGES.post, clientMutationId: key, message }))?.detail).toBe(`clientMutationId ${rule}`);
    const { body } = await guest.call('POST /messages', { headers: { 'idempotency-key': key }, body: message });
    expect(body.detail).toBe(`Idempotency-Key ${rule}`);
  });
});
