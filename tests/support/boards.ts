import { type Call, done } from './calls.ts';
import type { Answer } from './whiteboard.ts';

/** A sender of requests, in this process or over HTTP. */
type Caller = { call: Call };

export type Role = 'owner' | 'editor' | 'viewer';

/** An invite or a share link. */
export type Link = {
  /** For revoking it. */
  id: string;
  /** For using it. */
  token: string;
};

/** Makes an invite. */
export const invite = async (owner: Caller, boardId: string, body: object): Promise<Link> =>
  (await done(owner.call('POST /boards/{boardId}/invites', { path: { boardId }, body }))) as Link;

/** Uses an invite. */
export const accept = (who: Caller, token: string): Promise<Answer> =>
  who.call('POST /invites/{token}/accept', { path: { token } });

/** Makes a person a member, by an invite. */
export const join = async (owner: Caller, boardId: string, who: Caller, role: Role): Promise<void> => {
  const { token } = await invite(owner, boardId, { role });
  await done(accept(who, token));
};

/** Makes a board. @returns its id */
export const newBoard = async (owner: Caller, title = 'Launch'): Promise<string> =>
  String((await done(owner.call('POST /boards', { body: { title } }))).id);

/** Makes a share link. */
export const share = async (
  owner: Caller,
  boardId: string,
  access: 'read' | 'write',
  more: object = {},
): Promise<Link> =>
  (await done(owner.call('POST /boards/{boardId}/links', { path: { boardId }, body: { access, ...more } }))) as Link;

/** Writes on a board as one of its members. @returns the message's id */
export const write = async (who: Caller, boardId: string, content: object = {}): Promise<string> => {
  const body = { text: 'Hello', ...content };
  return String((await done(who.call('POST /boards/{boardId}/messages', { path: { boardId }, body }))).id);
};
