import { actorOf } from '../../access/actor.ts';
import type { Actor } from '../../domain/actor.ts';
import { type Connection, callerOf } from '../../domain/live.ts';
import { Refusal } from '../../domain/refusal.ts';
import { hexDigestOf } from '../../domain/secret.ts';
import { keepChanges } from '../../table/change-head.ts';
import { deleteConnection, putConnection } from '../../table/connection.ts';
import { takeTicket } from '../../table/ticket.ts';
import { live } from './config.ts';

/** Whether the actor in the table still has the role that the ticket was given for. */
const isStill = (actor: Actor, { role }: Connection): boolean => actor.kind !== 'member' || actor.role === role;

/**
 * Accepts a connection with a valid ticket. The right is checked again once the connection is stored: a right revoked
 * before is refused here, and for a right revoked later the fan-out finds the connection.
 * @returns whether the connection is accepted
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
