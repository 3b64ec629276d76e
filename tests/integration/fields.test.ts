import type * as z from 'zod';
import { BoardPatch, BoardView, NewBoard } from '../../src/features/boards/schemas.ts';
import { MessagePatch, MessageView, NewMessage } from '../../src/features/messages/schemas.ts';
import { NewProfile, ProfileView } from '../../src/features/people/schemas.ts';
import { done } from '../support/calls.ts';
import { freeUsername, named } from '../support/people.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

/**
 * A field is accepted, kept and shown, or it is none: each test gives every member that a schema has, and wants to see every
 * one of them again. A new member of a schema fails here until it has an example, and until it comes back.
 */

useWhiteboard();

type Values = Record<string, unknown>;

const membersOf = (schema: z.ZodObject): string[] => Object.keys(schema.shape).sort();

/** Requests with every member of a schema. */
const every = (schema: z.ZodObject, values: Values): Values => {
  expect(Object.keys(values).sort()).toEqual(membersOf(schema));
  return values;
};

const shown = async (who: Awaited<ReturnType<typeof named>>, route: string, path: Record<string, string>) =>
  (await done(who.call(route, { path }))) as Values;

describe('every field of a message', () => {
  const MESSAGES = '/boards/{boardId}/messages';
  const content = { text: 'Buy chalk', color: 'yellow', position: { x: 120, y: -40.5 } };
  const body = every(NewMessage, { author: 'Ada', ...content, task: true, expiresInSeconds: 3_600 });
  let owner: Awaited<ReturnType<typeof named>>;
  let path: { boardId: string; messageId: string };
  const read = () => shown(owner, `GET ${MESSAGES}/{messageId}`, path);

  beforeAll(async () => {
    owner = await named('Olga');
    const { id } = await done(owner.call('POST /boards', { body: { title: 'Fields' } }));
    const boardId = String(id);
    const { author: _, ...byMember } = body;
    const posted = await done(owner.call(`POST ${MESSAGES}`, { path: { boardId }, body: byMember }));
    path = { boardId, messageId: String(posted.id) };
  });

  test('that is posted is kept', async () => {
    const asKept = { ...content, done: false, expiresAt: expect.any(String) };
    expect(Object.keys(asKept)).toHaveLength(membersOf(NewMessage).length - 1);
    expect(await read()).toMatchObject({ ...asKept, author: 'Olga' });
  });

  test('that is edited is changed, and none other; that null can remove is removed', async () => {
    const expiresAt = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 86_400_000).toISOString();
    const patch = every(MessagePatch, { text: 'Bye', color: 'red', position: { x: 1, y: 2 }, done: true, expiresAt });
    for (const [name, value] of Object.entries(patch)) {
      const { version, ...before } = await read();
      const changed = await done(owner.call(`PATCH ${MESSAGES}/{messageId}`, { path, body: { [name]: value } }));
      expect(changed).toEqual({ ...before, [name]: value, version: Number(version) + 1 });
      expect(await read()).toEqual(changed);
    }
    const { text: _, ...removable } = patch;
    const nothing = Object.fromEntries(Object.keys(removable).map((name) => [name, null]));
    const bare = await done(owner.call(`PATCH ${MESSAGES}/{messageId}`, { path, body: nothing }));
    expect(Object.keys(bare).filter((name) => name in removable)).toEqual([]);
    await done(owner.call(`PATCH ${MESSAGES}/{messageId}`, { path, body: patch }));
  });

  test('is shown', async () => {
    const route = `PUT ${MESSAGES}/{messageId}/reactions/{emoji}`;
    await done(owner.call(route, { path: { ...path, emoji: 'heart' } }));
    expect(Object.keys(await read()).sort()).toEqual(membersOf(MessageView));
  });
});

test('every field of a board that is given is kept, edited and shown', async () => {
  const owner = await named('Olga');
  const board = every(NewBoard, { title: 'Launch', description: 'Everything before Friday' });
  const { id } = await done(owner.call('POST /boards', { body: board }));
  const path = { boardId: String(id) };
  const { messages, nextCursor, ...made } = await shown(owner, 'GET /boards/{boardId}', path);
  expect(made).toMatchObject(board);
  expect(Object.keys(made).sort()).toEqual(membersOf(BoardView));
  const patch = every(BoardPatch, { title: 'Landing', description: 'Everything after Friday' });
  await done(owner.call('PATCH /boards/{boardId}', { path, body: patch }));
  expect(await shown(owner, 'GET /boards/{boardId}', path)).toMatchObject(patch);
});

test('every field of a profile that is given is kept and shown', async () => {
  const who = await named('Ada');
  const profile = every(NewProfile, { username: freeUsername(), displayName: 'Ada Lovelace', email: 'a@example.com' });
  await done(who.call('PUT /users/me', { body: profile }));
  const me = await shown(who, 'GET /users/me', {});
  expect(me).toMatchObject(profile);
  expect(Object.keys(me).sort()).toEqual(membersOf(ProfileView));
});
