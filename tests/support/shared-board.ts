import type { Reaction } from '../../src/domain/reaction.ts';
import type { Door } from '../../web/src/api/board.ts';
import type { Message, Patch } from '../../web/src/board/message.ts';
import { newBoard, share } from './boards.ts';
import { done } from './calls.ts';
import { named, type Person } from './people.ts';

const MESSAGES = '/boards/{boardId}/messages';
const MESSAGE = `${MESSAGES}/{messageId}`;

let owner: Promise<Person> | undefined;

/**
 * A new board with a link for writing guests. Its owner, Grace Hopper, makes the changes of another person, through the
 * real functions and without a page.
 */
export const sharedBoard = async () => {
  owner ??= named('Grace Hopper');
  const grace = await owner;
  const boardId = await newBoard(grace);
  const path = { boardId };
  const link = await share(grace, boardId, 'write');
  const door = { kind: 'shared', token: link.token } satisfies Door;
  const change = (route: string, messageId: string, body?: object) =>
    done(grace.call(route, { path: { ...path, messageId }, ...(body && { body }) }));
  return {
    owner: grace,
    boardId,
    /** Of its guests, and of its members. */
    door,
    membersDoor: { kind: 'board', boardId } satisfies Door,
    /** Its messages, newest first. */
    notes: async (): Promise<Message[]> =>
      (await done(grace.call(`GET ${MESSAGES}`, { path, query: { limit: '100', fresh: 'true' } })))
        .messages as Message[],
    write: async (text: string): Promise<Message> =>
      (await done(grace.call(`POST ${MESSAGES}`, { path, body: { text } }))) as unknown as Message,
    edit: (id: string, patch: Patch) => change(`PATCH ${MESSAGE}`, id, patch),
    remove: (id: string) => change(`DELETE ${MESSAGE}`, id),
    react: (id: string, emoji: Reaction) =>
      done(grace.call(`PUT ${MESSAGE}/reactions/{emoji}`, { path: { ...path, messageId: id, emoji } })),
    /** Deletes the board. */
    delete: () => done(grace.call('DELETE /boards/{boardId}', { path })),
    /** Revokes the link. */
    revoke: () => done(grace.call('DELETE /boards/{boardId}/links/{linkId}', { path: { ...path, linkId: link.id } })),
    /** Gives a member another role. */
    setRole: ({ userId }: Person, role: string) =>
      done(grace.call('PUT /boards/{boardId}/members/{userId}', { path: { ...path, userId }, body: { role } })),
  };
};

export type SharedBoard = Awaited<ReturnType<typeof sharedBoard>>;
