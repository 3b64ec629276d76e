import { PAGE_MAX_SIZE } from '../../../src/domain/limits.ts';
import type { Reaction } from '../../../src/domain/reaction.ts';
import type { TicketView } from '../../../src/features/live/schemas.ts';
import type { MessagesPage, PostedMessageView } from '../../../src/features/messages/schemas.ts';
import type { Draft, Message, Patch } from '../board/message.ts';
import type { Ticket } from '../live/client.ts';
import { PROTOCOL } from '../live/protocol.ts';
import { type Call, Refused } from './http.ts';

/** The door of an open board: the public wall, a board as its member, or a share link. */
export type Door = { kind: 'wall' } | { kind: 'board'; boardId: string } | { kind: 'shared'; token: string };

/** The path prefix of a door's message routes. */
export const pathOf = (door: Door): string => {
  if (door.kind === 'wall') return '';
  return door.kind === 'board' ? `/boards/${door.boardId}` : `/shared/${door.token}`;
};

/** The most pages that are read of a board. Nobody looks at more notes at once. */
const MOST_PAGES = 10;

/** Headers of a change. */
export type Precondition = { editToken?: string | undefined; ifMatch?: number | undefined };

const headersOf = ({ editToken, ifMatch }: Precondition): Record<string, string> => ({
  ...(editToken !== undefined && { 'edit-token': editToken }),
  ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
});

/** The HTTP routes of one board's messages. */
export const boardApi = (call: Call, door: Door) => {
  const messages = `${pathOf(door)}/messages`;
  return {
    /** All messages, newest first, up to a thousand. The read includes every change that has a number already (L5). */
    list: async (): Promise<Message[]> => {
      const all: Message[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const answer: MessagesPage = await call('GET', `${messages}?limit=${PAGE_MAX_SIZE}&fresh=true${query}`);
        all.push(...answer.messages);
        cursor = answer.nextCursor;
        if (cursor === null) break;
      }
      return all;
    },
    read: (id: string) => call<Message>('GET', `${messages}/${id}`),
    post: (draft: Draft, key: string) =>
      call<PostedMessageView>('POST', messages, { body: draft, headers: { 'idempotency-key': key } }),
    edit: (id: string, patch: Patch, condition: Precondition) =>
      call<Message>('PATCH', `${messages}/${id}`, { body: patch, headers: headersOf(condition) }),
    remove: (id: string, condition: Precondition) =>
      call<void>('DELETE', `${messages}/${id}`, { headers: headersOf(condition) }),
    react: (id: string, reaction: Reaction, given: boolean) =>
      call<Message>(given ? 'PUT' : 'DELETE', `${messages}/${id}/reactions/${reaction}`),
    /** Asks for a ticket (L1). @param name the name of a guest */
    ticket: async (name: string): Promise<Ticket> => {
      try {
        const body = door.kind === 'board' || name === '' ? {} : { name };
        const { url, protocols } = await call<TicketView>('POST', `${pathOf(door)}/tickets`, { body });
        return protocols.includes(PROTOCOL) ? { url } : 'unavailable';
      } catch (error) {
        if (!(error instanceof Refused)) return 'unreachable';
        // An answer without a code comes from the gateway: it has no such route.
        const { status, code } = error.problem;
        return code === '' && (status === 404 || status === 403) ? 'unavailable' : 'refused';
      }
    },
  };
};

export type BoardApi = ReturnType<typeof boardApi>;
