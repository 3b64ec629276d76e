import type { Change } from '../../domain/change.ts';
import { asToldAt, type LiveEvent } from '../../domain/change-log.ts';
import { type Connection, personOf } from '../../domain/live.ts';
import type { ClosingReason } from '../../domain/live-protocol.ts';
import { nowInSeconds } from '../../domain/time.ts';
import { forgetChanges } from '../../table/change-head.ts';
import { noteChanges } from '../../table/change-log.ts';
import { connectionsOf } from '../../table/connection.ts';
import { live } from './config.ts';
import { deliver, disconnect, forEach, hangUp } from './deliver.ts';
import type { Sent } from './sender.ts';

/** The event that clients of the board get for a change; undefined for changes that do not concern them. */
export type EventOf = (change: Change) => LiveEvent | undefined;

const boardOf = (change: Change): string | undefined => {
  if (change.entity === 'contact') return undefined;
  if (change.entity === 'board') return (change.after ?? change.before)?.id;
  return (change.after ?? change.before)?.boardId;
};

/** Why a change ends a connection, if it does. After a change of role, the client must ask for a new ticket. */
const endedBy = ({ entity, before, after }: Change, { caller, role }: Connection): ClosingReason | undefined => {
  if (entity === 'member') {
    const isTheirs = caller.door === 'board' && caller.userId === (after ?? before)?.userId;
    if (!isTheirs || before === undefined || after?.role === role) return undefined;
    return after ? 'role-changed' : 'access-revoked';
  }
  const isTheirLink = entity === 'link' && !after && caller.door === 'shared' && caller.linkId === before?.id;
  return isTheirLink ? 'access-revoked' : undefined;
};

/**
 * The presence message for each connection: who joined and who left. It is one message for the whole batch, because
 * otherwise many clients that reconnect at once would cause a message for each pair, and delay the changes.
 */
const presenceOf = (changes: readonly Change[]): ((to: Connection) => Sent[]) => {
  const comings = changes.flatMap((change) => (change.entity === 'connection' ? [change] : []));
  const left = new Set(vanished(changes).map(({ connectionId }) => connectionId));
  const joined = comings
    .flatMap(({ before, after }) => (after && !before ? [personOf(after)] : []))
    .filter(({ connectionId }) => !left.has(connectionId));
  return ({ connectionId: own }) => {
    const others = {
      joined: joined.filter(({ connectionId }) => connectionId !== own),
      left: [...left].filter((connectionId) => connectionId !== own),
    };
    return others.joined.length + others.left.length > 0 ? [{ type: 'presence', ...others }] : [];
  };
};

/**
 * The connections whose items were deleted. After a deletion by time to live the socket is still open, and would stay
 * open without receiving anything.
 */
const vanished = (changes: readonly Change[]): (Connection & Pick<Change, 'expired'>)[] =>
  changes.flatMap(({ entity, before, after, expired }) =>
    entity === 'connection' && before && !after ? [{ ...before, expired }] : [],
  );

const fanOutOn = async (boardId: string, changes: readonly Change[], eventOf: EventOf): Promise<void> => {
  const events = changes.flatMap((change) => {
    const event = eventOf(change);
    return event ? [{ position: change.position, event }] : [];
  });
  await forEach(vanished(changes), ({ expired, ...connection }) =>
    hangUp(connection, expired ? 'connection-over' : undefined),
  );
  const isDeleted = changes.some(({ entity, after }) => entity === 'board' && !after);
  const frames = events.length > 0 ? await noteChanges(boardId, events, live().retention) : [];
  if (!frames && !isDeleted) return;
  const connections = await connectionsOf(boardId);
  const now = nowInSeconds();
  const endOf = (connection: Connection): ClosingReason | undefined => {
    if (connection.expiresAt <= now) return 'connection-over';
    return changes.map((change) => endedBy(change, connection)).findLast((reason) => reason !== undefined);
  };
  await forEach(connections, async (connection) => {
    const reason = endOf(connection);
    if (reason) await disconnect(connection, isDeleted ? 'board-deleted' : reason);
  });
  const staying = connections.filter((connection) => !endOf(connection));
  const presence = presenceOf(changes);
  const news = (to: Connection): Sent[] =>
    (frames ?? []).map((frame) => ({ type: 'changes', changes: asToldAt(to.caller.door, frame.changes) }));
  await forEach(staying, async (connection) => {
    // Before its client subscribes, the handshake may be unfinished, and API Gateway would report the connection as
    // gone.
    if (connection.readyAt !== undefined) await deliver(connection, [...presence(connection), ...news(connection)]);
    if (isDeleted) await disconnect(connection, 'board-deleted');
  });
  // Nobody follows the removal of a deleted board's items.
  if (isDeleted) await forgetChanges(boardId);
};

/**
 * Numbers changes, stores them for clients that reconnect later, and sends them to the connections of their boards. It
 * may be repeated: a change keeps its number, and clients ignore numbers that they have seen.
 * @throws Refusal `unavailable`
 */
export const fanOut = async (changes: readonly Change[], eventOf: EventOf): Promise<void> => {
  for (const [boardId, ofBoard] of Map.groupBy(changes, boardOf)) {
    if (boardId !== undefined) await fanOutOn(boardId, ofBoard, eventOf);
  }
};
