import { actorOf } from '../../access/actor.ts';
import type { Actor } from '../../domain/actor.ts';
import { type Connection, callerOf } from '../../domain/live.ts';
import { Refusal } from '../../domain/refusal.ts';
import { hexDigestOf } from '../../domain/secret.ts';
import { keepChanges } from '../../table/change-head.ts';
import { deleteConnection, putConnection } from '../../table/connection.ts';
import { takeTicket } from '../../table/ticket.ts';
import { live } from './config.ts';

/** Whether who is known by the table now may still be what the ticket says. */
const isStill = (actor: Actor, { role }: Connection): boolean => actor.kind !== 'member' || actor.role === role;

/**
 * Lets somebody in who brings a ticket. Their right is asked for again once the connection is there: taken away before, it
 * is refused here; taken away after, the fan-out finds the connection. @returns whether they are let in
 */
export const connect = async (connectionId: string, ticket: string): Promise<boolean> => {
  const admission = await takeTicket(hexDigestOf(ticket));
  if (!admission) return false;
  const { until, ...rest } = admission;
  const connection = { ...rest, connectionId, expiresAt: until, seenAt: Date.now() };
  await keepChanges(connection.boardId, live().retention);
  await putConnection(connection);
  const actor = await actorOf(callerOf(connection.caller, '')).catch((error) => {
    if (error instanceof Refusal && error.code === 'not-found') return undefined;
    throw error;
  });
  if (actor && isStill(actor, connection)) return true;
  await deleteConnection(connection);
  return false;
};
