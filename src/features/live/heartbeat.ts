import { type Connection, SILENCE_MS, SWEEP_MS } from '../../domain/live.ts';
import { nowInSeconds } from '../../domain/time.ts';
import { keepChanges, newestSeq, takeSweep } from '../../table/change-head.ts';
import { connectionsOf, stampConnection } from '../../table/connection.ts';
import { live } from './config.ts';
import { disconnect, forEach } from './deliver.ts';

/** Disconnects connections that were silent for too long or have expired. */
const sweep = async (boardId: string, now: number): Promise<void> => {
  const connections = await connectionsOf(boardId, false);
  const dead = connections.filter(({ seenAt, expiresAt }) => seenAt < now - SILENCE_MS || expiresAt <= nowInSeconds());
  await forEach(dead, (connection) => disconnect(connection, 'connection-over'));
};

/**
 * Records a sign of life. At most once in ten seconds for each board, it also disconnects silent connections and
 * extends the time for which changes are kept.
 * @returns the number of the board's newest change, 0 for a board that keeps none; undefined when the connection no
 * longer exists
 */
export const heartbeat = async (connection: Connection): Promise<number | undefined> => {
  const now = Date.now();
  if (!(await stampConnection(connection, 'seenAt', now))) return undefined;
  if (await takeSweep(connection.boardId, now, SWEEP_MS)) {
    await Promise.all([sweep(connection.boardId, now), keepChanges(connection.boardId, live().retention)]);
  }
  return (await newestSeq(connection.boardId)) ?? 0;
};
