import * as z from 'zod';
import { AUTHOR_MAX_LENGTH } from '../../domain/limits.ts';
import { PROTOCOLS } from '../../domain/live-protocol.ts';
import { text } from '../../lambda/schemas/text.ts';
import { fromEpochSeconds } from '../../lambda/schemas/time.ts';
import { BoardChange } from './frame-schemas.ts';

/** The body of `POST …/tickets`: the name of a guest. A member's name comes from their profile. */
export const NewTicket = z
  .strictObject({
    name: text({ label: 'name', max: AUTHOR_MAX_LENGTH, lines: 'one' }).optional(),
  })
  .meta({ id: 'NewTicket', examples: [{ name: 'Grace' }] });

/** A ticket: valid for one connection. */
export const TicketView = z
  .strictObject({
    ticket: z.string(),
    url: z.string().meta({ description: 'The URL to connect to; it contains the ticket' }),
    expiresAt: z.iso.datetime({ precision: 3 }),
    protocols: z.array(z.int()).meta({
      description: 'Versions of the live protocol that the server supports (docs/live-protocol.md, L19)',
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
    .meta({ description: 'The seq of the newest change that the client knows' }),
});

/** The missed changes, or a reset when they are no longer kept. */
export const ChangesView = z
  .union([
    z.strictObject({ changes: z.array(BoardChange), seq: z.int(), more: z.boolean() }),
    z.strictObject({ reset: z.literal(true), seq: z.int() }),
  ])
  .meta({ id: 'Changes' });
