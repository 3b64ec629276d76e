import * as z from 'zod';
import { AUTHOR_MAX_LENGTH } from '../../domain/limits.ts';
import { PROTOCOLS } from '../../domain/live-protocol.ts';
import { text } from '../../lambda/schemas/text.ts';
import { fromEpochSeconds } from '../../lambda/schemas/time.ts';
import { BoardChange } from './frame-schemas.ts';

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
    protocols: z.array(z.int()).meta({
      description: 'Versions of docs/live-protocol.md that the server speaks, L19',
      examples: [[...PROTOCOLS]],
    }),
  })
  .meta({ id: 'Ticket' });
export type TicketView = z.infer<typeof TicketView>;

export const ticketView = (url: string, { ticket, expiresAt }: { ticket: string; expiresAt: number }): TicketView => ({
  ticket,
  url: `${url}?ticket=${ticket}`,
  expiresAt: fromEpochSeconds(expiresAt),
  protocols: [...PROTOCOLS],
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

/** What was missed, or that too much was. */
export const ChangesView = z
  .union([
    z.strictObject({ changes: z.array(BoardChange), seq: z.int(), more: z.boolean() }),
    z.strictObject({ reset: z.literal(true), seq: z.int() }),
  ])
  .meta({ id: 'Changes' });
