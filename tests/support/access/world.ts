import type { Api } from './api.ts';
import { type LinkName, PEOPLE, type Person } from './callers.ts';

type Posted = { id: string; editToken: string };
type Link = { id: string; token: string };

/**
 * A board of its own with all that a request can be about. The owner made it; viewer, editor and `member` are members
 * and each wrote a message, the viewer as the editor they were before; guests wrote two, and two are on the wall.
 */
export type World = {
  boardId: string;
  /** Ids of the messages that people wrote on the board. */
  messages: Partial<Record<Person, string>>;
  /** A guest's message with its edit token, and that of another one. */
  shared: { its: Posted; another: Posted };
  wall: { its: Posted; another: Posted };
  links: Record<LinkName, Link>;
  /** An invite that makes viewers. */
  invite: Link;
  userIds: Record<Person, string>;
};

/** Gives everybody a profile: username and display name are the person's name. */
export const introduce = async (api: Api): Promise<Record<Person, string>> => {
  const userIds: Partial<Record<Person, string>> = {};
  for (const name of PEOPLE) {
    const profile = { username: name, displayName: name };
    userIds[name] = (await api.must<{ userId: string }>(name, 'PUT /users/me', profile)).userId;
  }
  return userIds as Record<Person, string>;
};

/** Two messages on the wall, each with an edit token of its own. */
export const makeWall = async (api: Api): Promise<World['wall']> => {
  const post = () => api.must<Posted>('nobody', 'POST /messages', { author: 'Guest', text: 'Before' });
  return { its: await post(), another: await post() };
};

/** Makes a fresh board with its people, messages, links and invite; one after the other, since a function that is called twice at once needs a second environment, which takes longer than the call. */
export const makeWorld = async (api: Api, userIds: Record<Person, string>): Promise<World> => {
  const { id: boardId } = await api.must<{ id: string }>('owner', 'POST /boards', { title: 'Before' });
  const board = `/boards/${boardId}` as const;
  const invite = (role: string) => api.must<Link>('owner', `POST ${board}/invites`, { role, uses: 100 });
  const link = (access: string) => api.must<Link>('owner', `POST ${board}/links`, { access });
  const guest = (token: string) =>
    api.must<Posted>('nobody', `POST /shared/${token}/messages`, { author: 'Guest', text: 'Before' });
  const [toEditors, toViewers] = [await invite('editor'), await invite('viewer')];
  const [read, write, revoked] = [await link('read'), await link('write'), await link('write')];
  const messages: World['messages'] = {};
  for (const name of ['owner', 'editor', 'viewer', 'member'] as const) {
    if (name !== 'owner') await api.must(name, `POST /invites/${toEditors.token}/accept`);
    messages[name] = (await api.must<Posted>(name, `POST ${board}/messages`, { text: 'Before' })).id;
  }
  const shared = { its: await guest(write.token), another: await guest(write.token) };
  const wall = await makeWall(api);
  await api.must('owner', `DELETE ${board}/links/${revoked.id}`);
  await api.must('owner', `PUT ${board}/members/${userIds.viewer}`, { role: 'viewer' });
  return {
    boardId,
    messages,
    shared,
    wall,
    links: { 'read link': read, 'write link': write, 'revoked link': revoked },
    invite: toViewers,
    userIds,
  };
};

/** What else is on the page changes by itself: a board that was deleted makes room there once it is removed. */
const newestBoard = async (api: Api): Promise<unknown> =>
  (await api.must<{ boards: unknown[] }>('owner', 'GET /boards')).boards[0];

/** All that its owner can see of a world, and the messages of the wall: to find what a refused request changed. */
export const snapshotOf = (api: Api, { boardId, wall }: World): Promise<unknown[]> =>
  Promise.all([
    api.must('owner', `GET /boards/${boardId}`),
    api.must('owner', `GET /boards/${boardId}/messages?limit=100`),
    api.must('owner', `GET /boards/${boardId}/members?limit=100`),
    api.must('owner', `GET /boards/${boardId}/links?limit=100`),
    newestBoard(api),
    api.must('owner', 'GET /users/me'),
    api.must('nobody', `GET /messages/${wall.its.id}`),
    api.must('nobody', `GET /messages/${wall.another.id}`),
  ]);
