import { type Connection, CURSOR_MS } from '../../domain/live.ts';
import { connectionsOf, stampConnection } from '../../table/connection.ts';
import { deliver, forEach } from './deliver.ts';

/** Shows the others where a person points, at most ten times a second. The position is never stored. */
export const moveCursor = async (connection: Connection, at: { x: number; y: number }): Promise<void> => {
  if (!(await stampConnection(connection, 'cursorAt', Date.now(), CURSOR_MS))) return;
  const { boardId, connectionId } = connection;
  const others = (await connectionsOf(boardId, false)).filter(
    (other) => other.connectionId !== connectionId && other.readyAt !== undefined,
  );
  await forEach(others, async (other) => {
    await deliver(other, [{ type: 'cursor', connectionId, ...at }]);
  });
};
