import type { BoardApi } from '../../web/src/api/board.ts';
import { Refused, Unreachable } from '../../web/src/api/http.ts';
import type { Message } from '../../web/src/board/message.ts';
import type { Ticket } from '../../web/src/live/client.ts';

const NOW = '2026-11-21T12:00:00.000Z';

type Posted = Message & { editToken: string };

/**
 * A wall behind HTTP that can be cut off, and refuse. @param messages those that came by a live connection @param answerTo
 * what a post that came by one was answered with
 */
export const httpWall = (
  messages: () => Message[],
  answerTo: (key: string) => Posted | undefined = () => undefined,
) => {
  const wall = {
    up: true,
    signedOut: false,
    calls: [] as string[],
    ticket: 'unavailable' as Ticket,
  };
  const posted = new Map<string, Posted>();
  const store = new Map<string, Message>();
  const reach = (call: string) => {
    if (!wall.up) throw new Unreachable();
    if (call !== 'list') wall.calls.push(call);
    if (wall.signedOut) throw new Refused({ status: 401, code: '', detail: 'Unauthorized' });
  };
  const found = (id: string): Message => {
    const message = [...store.values(), ...messages()].find((one) => one.id === id);
    if (!message) throw new Refused({ status: 404, code: 'not-found', detail: 'There is no such message.' });
    return message;
  };
  const api: BoardApi = {
    list: async () => {
      reach('list');
      return [...store.values(), ...messages()];
    },
    read: async (id) => found(id),
    post: async ({ task: _task, ...draft }, key) => {
      reach(`post ${draft.text}`);
      const known = answerTo(key);
      if (known) return known;
      const id = `01M7Z6632ZWA9YKEM64G${String(posted.size).padStart(6, '0')}`;
      const made = posted.get(key) ?? {
        id,
        author: 'Ada',
        ...draft,
        createdAt: NOW,
        version: 1,
        editToken: `of ${id}`,
      };
      const { editToken: _editToken, ...message } = made;
      posted.set(key, made);
      store.set(made.id, message);
      return made;
    },
    edit: async (id, patch, { editToken, ifMatch }) => {
      reach(`edit ${JSON.stringify(patch)} ${editToken} ${ifMatch ?? ''}`.trim());
      const before = found(id);
      const message = { ...before, ...patch, version: before.version + 1 } as Message;
      store.set(id, message);
      return message;
    },
    remove: async (id) => {
      reach(`delete ${id}`);
      store.delete(id);
    },
    react: async (id) => found(id),
    ticket: async () => (wall.up ? wall.ticket : 'unreachable'),
  };
  return { wall, api, store };
};
