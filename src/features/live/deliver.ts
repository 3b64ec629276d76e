import type { Connection } from '../../domain/live.ts';
import type { ClosingReason } from '../../domain/live-protocol.ts';
import { describeError, log } from '../../observability.ts';
import { deleteConnection } from '../../table/connection.ts';
import { close, type Sent, send } from './sender.ts';

/** Concurrent deliveries. */
const PARALLEL = 50;

/** Closes the socket of a connection; it may be gone already. */
export const hangUp = ({ connectionId }: Pick<Connection, 'connectionId'>, reason?: ClosingReason): Promise<void> =>
  close(connectionId, reason).catch((error) => log.error({ event: 'close-failed', error: describeError(error) }));

/** Ends a connection and sends its client the reason. The fan-out tells the other clients when the item is gone. */
export const disconnect = async (connection: Connection, reason: ClosingReason): Promise<void> => {
  await hangUp(connection, reason);
  await deleteConnection(connection);
};

/** Runs an action for each item, at most PARALLEL at once. */
export const forEach = async <T>(all: readonly T[], action: (one: T) => Promise<void>): Promise<void> => {
  const left = [...all];
  const work = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await action(one);
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, left.length) }, work));
};

/**
 * Sends messages to a connection, in order. A connection that is gone is deleted. One that cannot be reached is closed,
 * so that its client notices the gap.
 * @returns whether all messages were sent
 */
export const deliver = async (connection: Connection, messages: readonly Sent[]): Promise<boolean> => {
  try {
    for (const message of messages) {
      if (!(await send(connection.connectionId, message))) {
        await deleteConnection(connection);
        return false;
      }
    }
    return true;
  } catch (error) {
    log.error({ event: 'delivery-failed', error: describeError(error) });
    await disconnect(connection, 'delivery-failed');
    return false;
  }
};
