import type { Connection } from '../../domain/live.ts';
import { nowInSeconds } from '../../domain/message.ts';
import { getConnection } from '../../table/connection.ts';
import { close } from './sender.ts';

/** The connection that a message came by; one that the table does not know, or whose time is over, is closed. */
export const findConnection = async (connectionId: string): Promise<Connection | undefined> => {
  const connection = await getConnection(connectionId);
  if (connection && connection.expiresAt > nowInSeconds()) return connection;
  await close(connectionId, 'connection-over');
  return undefined;
};
