import { accept, invite, type Link, newBoard, share, write } from './boards.ts';
import { type Call, done } from './calls.ts';
import type { Posted } from './messages.ts';
import type { Person } from './people.ts';
import type { Words } from './samples/http.ts';

/** People with an account. `member` is another editor of the board; their things test the rights of the others. */
export const PEOPLE = ['stranger', 'viewer', 'editor', 'owner', 'admin', 'member'] as const;
export type PersonName = (typeof PEOPLE)[number];

/** The senders of their requests, in this process or over HTTP, and one for people without an account. */
export type People = Record<PersonName, Person & { username: string }> & { nobody: { call: Call } };

/**
 * A board with everything that a request can name. The owner created it. Viewer, editor and `member` are members, and
 * each wrote a message (the viewer was an editor then). Guests wrote two messages, and two are on the wall.
 */
export type World = {
  boardId: string;
  /** Ids of the messages that people wrote on the board. */
  messages: Record<'owner' | 'editor' | 'viewer' | 'member', string>;
  /** A guest's message with its edit token, and another one with its own. */
  shared: { its: Posted; another: Posted };
  wall: { its: Posted; another: Posted };
  links: Record<'read link' | 'write link' | 'revoked link', Link>;
  /** An invite that makes viewers. */
  invite: Link;
};

/** Gives everyone a profile. */
export const introduce = async (people: People, { displayName, email }: Words): Promise<void> => {
  for (const { call, username } of PEOPLE.map((name) => people[name])) {
    await done(call('PUT /users/me', { body: { username, displayName, email } }));
  }
};

/** Two messages on the wall, each with its own edit token. */
const makeWall = async ({ nobody }: People, { author, text }: Words): Promise<World['wall']> => {
  const post = async () => (await done(nobody.call('POST /messages', { body: { author, text } }))) as Posted;
  return { its: await post(), another: await post() };
};

/** Makes a new board with members, messages, links and invites. The people have profiles. */
export const makeWorld = async (people: People, words: Words): Promise<World> => {
  const { owner, editor, viewer, member, nobody } = people;
  const { author, text } = words;
  const boardId = await newBoard(owner, words.title);
  const toEditors = await invite(owner, boardId, { role: 'editor', uses: 100 });
  const joined = async (who: Person): Promise<string> => {
    await done(accept(who, toEditors.token));
    return write(who, boardId, { text });
  };
  const links = {
    'read link': await share(owner, boardId, 'read'),
    'write link': await share(owner, boardId, 'write'),
    'revoked link': await share(owner, boardId, 'write'),
  };
  const shared = async (): Promise<Posted> => {
    const path = { token: links['write link'].token };
    return (await done(nobody.call('POST /shared/{token}/messages', { path, body: { author, text } }))) as Posted;
  };
  const world = {
    boardId,
    messages: {
      owner: await write(owner, boardId, { text }),
      editor: await joined(editor),
      viewer: await joined(viewer),
      member: await joined(member),
    },
    shared: { its: await shared(), another: await shared() },
    wall: await makeWall(people, words),
    links,
    invite: await invite(owner, boardId, { role: 'viewer', uses: 100 }),
  };
  const { id: linkId } = links['revoked link'];
  await done(owner.call('DELETE /boards/{boardId}/links/{linkId}', { path: { boardId, linkId } }));
  const path = { boardId, userId: viewer.userId };
  await done(owner.call('PUT /boards/{boardId}/members/{userId}', { path, body: { role: 'viewer' } }));
  return world;
};
