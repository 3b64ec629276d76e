import { type Connection, SILENCE_MS, SWEEP_MS } from '../../domain/live.ts';
import { nowInSeconds } from '../../domain/message.ts';
import { keepChanges, newestSeq, takeSweep } from '../../table/change-head.ts';
import { connectionsOf, stampConnection } from '../../table/connection.ts';
import { live } from './config.ts';
import { disconnect, forEach } from './deliver.ts';

/** Who was silent for too long, or whose time is over, is disconnected. */
const sweep = async (boardId: string, now: number): Promise<void> => {
  const connections = await connectionsOf(boardId, false);
  const dead = connections.filter(({ seenAt, expiresAt }) => seenAt < now - SILENCE_MS || expiresAt <= nowInSeconds());
  await forEach(dead, (connection) => disconnect(connection, 'connection-over'));
};

/**
 * A sign of life. One connection of a board in ten seconds also looks for those that gave none, and has its changes kept
 * for longer. @returns the number of the board's newest change, 0 for a board that keeps none; undefined when the connection is no longer one
 */
export const heartbeat = async (connection: Connection): Promise<number | undefined> => {
  const now = Date.now();
  if (!(await stampConnection(connection, 'seenAt', now))) return undefined;
  if (await takeSweep(connection.boardId, now, SWEEP_MS)) {
    await Promise.all([sweep(connection.boardId, now), keepChanges(connection.boardId, live().retention)]);
  }
  return (await newestSeq(connection.boardId)) ?? 0;
};
