import * as z from 'zod';
import type { Change } from '../../domain/change.ts';
import type { LiveEvent } from '../../domain/change-log.ts';
import { AUTHOR_MAX_LENGTH } from '../../domain/limits.ts';
import { text } from '../../lambda/schemas/text.ts';
import { fromEpochSeconds } from '../../lambda/schemas/time.ts';
import { messageView } from '../messages/schemas.ts';

/** The body of `POST …/tickets`: how a guest is called. Members are called as in their profile. */
export const NewTicket = z
  .strictObject({
    name: text({ label: 'name', max: AUTHOR_MAX_LENGTH, lines: 'one' }).optional(),
  })
  .meta({ id: 'NewTicket', examples: [{ name: 'Grace' }] });

/** What lets in once. */
export const TicketView = z
  .strictObject({
    ticket: z.string(),
    url: z.string().meta({ description: 'Where to connect, with the ticket in it' }),
    expiresAt: z.iso.datetime({ precision: 3 }),
  })
  .meta({ id: 'Ticket' });

export const ticketView = (url: string, { ticket, expiresAt }: { ticket: string; expiresAt: number }) => ({
  ticket,
  url: `${url}?ticket=${ticket}`,
  expiresAt: fromEpochSeconds(expiresAt),
});

const SINCE = 'since must be the seq of a change';

/** The query string of `GET …/changes`. */
export const ChangesQuery = z.strictObject({
  since: z
    .string({ error: (issue) => (issue.input === undefined ? 'since is missing' : SINCE) })
    .regex(/^\d{1,15}$/, SINCE)
    .transform(Number)
    .meta({ description: 'The seq of the newest change that is known' }),
});

const ChangeView = z
  .looseObject({ seq: z.int(), at: z.iso.datetime({ precision: 3 }), kind: z.string() })
  .meta({ id: 'Change', description: 'See docs/live-protocol.md, L11' });

/** What was missed, or that too much was. */
export const ChangesView = z
  .union([
    z.strictObject({ changes: z.array(ChangeView), seq: z.int(), more: z.boolean() }),
    z.strictObject({ reset: z.literal(true), seq: z.int() }),
  ])
  .meta({ id: 'Changes' });

/** What a change tells the clients of its board, without its number; undefined for what they need not know. */
export const changeEvent = (change: Change): LiveEvent | undefined => {
  const content = contentOf(change);
  return content && { at: change.at.toISOString(), ...content };
};

const contentOf = (change: Change): (Omit<LiveEvent, 'at'> & { kind: string }) | undefined => {
  switch (change.entity) {
    case 'message': {
      const { before, after, expired, mutationId } = change;
      if (!after) return { kind: 'message-deleted', messageId: before?.id, expired };
      return { kind: 'message', message: messageView(after), ...(mutationId && { clientMutationId: mutationId }) };
    }
    case 'board': {
      const { before, after } = change;
      if (!after) return { kind: 'board-deleted' };
      if (before?.version === after.version) return undefined;
      return { kind: 'board', title: after.title, description: after.description, version: after.version };
    }
    case 'member': {
      const { before, after } = change;
      if (!after) return { kind: 'member-removed', userId: before?.userId };
      return before?.role === after.role ? undefined : { kind: 'member', userId: after.userId, role: after.role };
    }
    default:
      return undefined;
  }
};
