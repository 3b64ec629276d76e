import type { BoardApi } from '../../web/src/api/board.ts';
import { Busy, Refused, Unreachable } from '../../web/src/api/http.ts';
import { type Draft, type Message, patched } from '../../web/src/board/message.ts';
import type { Problem } from '../../web/src/board/mutation.ts';
import type { Ticket } from '../../web/src/live/client.ts';

/** Statuses with which reads are refused, too. */
const CLOSED = [401, 404];

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
    /** What every request is refused with, or what the server says that it cannot do now. */
    refuse: undefined as Problem | undefined,
    busy: undefined as Problem | undefined,
    calls: [] as string[],
    drafts: [] as Draft[],
    ticket: 'unavailable' as Ticket,
  };
  const posted = new Map<string, Posted>();
  const store = new Map<string, Message>();
  const reach = (call: string) => {
    if (!wall.up) throw new Unreachable();
    if (call !== 'list') wall.calls.push(call);
    if (wall.signedOut) throw new Refused({ status: 401, code: '', detail: 'Unauthorized' });
    if (wall.busy && call !== 'list') throw new Busy(wall.busy, 1);
    // Who may write no more can still read, but not where nothing is open to them at all.
    if (wall.refuse && (call !== 'list' || CLOSED.includes(wall.refuse.status))) throw new Refused(wall.refuse);
  };
  const found = (id: string): Message => {
    const message = [...store.values(), ...messages()].find((one) => one.id === id);
    if (!message) throw new Refused({ status: 404, code: 'not-found', detail: 'There is no such message.' });
    return message;
  };
  const requireVersion = ({ version }: Message, ifMatch: number | undefined) => {
    if (ifMatch === undefined || ifMatch === version) return;
    throw new Refused({ status: 412, code: 'version-mismatch', detail: 'The message is in another version now.' });
  };
  const api: BoardApi = {
    list: async () => {
      reach('list');
      return [...store.values(), ...messages()];
    },
    read: async (id) => found(id),
    post: async (draft, key) => {
      reach(`post ${draft.text}`);
      wall.drafts.push(draft);
      const { task, ...content } = draft;
      const known = answerTo(key);
      if (known) return known;
      const id = `01M7Z6632ZWA9YKEM64G${String(posted.size).padStart(6, '0')}`;
      const made = posted.get(key) ?? {
        id,
        author: 'Ada',
        ...content,
        ...(task && { done: false }),
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
      requireVersion(before, ifMatch);
      const message = { ...patched(before, patch), version: before.version + 1 };
      store.set(id, message);
      return message;
    },
    remove: async (id, { ifMatch }) => {
      reach(`delete ${id}`);
      requireVersion(found(id), ifMatch);
      store.delete(id);
    },
    react: async (id) => found(id),
    ticket: async () => (wall.up ? wall.ticket : 'unreachable'),
  };
  return { wall, api, store };
};
