import type { Admission } from '../domain/live.ts';
import { nowInSeconds } from '../domain/time.ts';
import { ticketKeys } from './keys.ts';
import type { Item } from './kit/item.ts';
import { put, remove, sendDelete, sendPut } from './kit/write.ts';

/** The content of a ticket. `until` (epoch seconds) ends the connection; the item's own expiry ends the ticket. */
export type Ticket = Omit<Admission, 'expiresAt'> & { until: number };

/** Access pattern "store a ticket". @param digest SHA-256 of the ticket, in hexadecimal */
export const putTicket = async (digest: string, ticket: Ticket, expiresAt: number): Promise<void> => {
  await sendPut(put({ ...ticketKeys(digest), ...ticket, expiresAt }));
};

/** Access pattern "take a ticket": one conditional write, so that a ticket works only once. */
export const takeTicket = async (digest: string): Promise<Ticket | undefined> => {
  const on = { condition: 'expiresAt > :now', values: { ':now': nowInSeconds() } };
  const { returned } = await sendDelete(remove(ticketKeys(digest), on), 'ALL_OLD');
  if (!returned) return undefined;
  const { PK, SK, expiresAt, ...ticket } = returned as Item & Ticket;
  return ticket;
};
