import { asToldAt, portions } from '../../domain/change-log.ts';
import { type Connection, PEOPLE_MAX, personOf } from '../../domain/live.ts';
import { newestSeq } from '../../table/change-head.ts';
import { changesSince } from '../../table/change-log.ts';
import { connectionsOf, stampConnection } from '../../table/connection.ts';
import { deliver } from './deliver.ts';
import type { Subscribed } from './frame-schemas.ts';

/** How a connection stands then: whether its client must read the board anew, and who else is there. */
type Subscription = Omit<Subscribed, 're'>;

/**
 * Sends everything that was missed since a change. Whatever happens meanwhile is sent too; clients put it in
 * order by its numbers. @param since the newest change that the client has seen
 * @returns undefined when the connection broke meanwhile
 */
export const subscribe = async (connection: Connection, since?: number): Promise<Subscription | undefined> => {
  const { boardId } = connection;
  // Before anything is read: what is noted from here on is sent, what was noted before is read below.
  if (!(await stampConnection(connection, 'readyAt', Date.now()))) return undefined;
  const people = (await connectionsOf(boardId)).slice(0, PEOPLE_MAX).map(personOf);
  const about = { people, you: personOf(connection) };
  if (since === undefined) return { type: 'reset', seq: (await newestSeq(boardId)) ?? 0, ...about };
  for (let seen = since; ; ) {
    const missed = await changesSince(boardId, seen);
    if ('reset' in missed) return { type: 'reset', seq: missed.seq, ...about };
    for (const changes of portions(asToldAt(connection.caller.door, missed.changes))) {
      if (!(await deliver(connection, [{ type: 'changes', changes }]))) return undefined;
    }
    seen = missed.changes.at(-1)?.seq ?? seen;
    if (!missed.more) return { type: 'subscribed', seq: seen, ...about };
  }
};
