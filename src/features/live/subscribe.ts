import { asToldAt, portions } from '../../domain/change-log.ts';
import { type Connection, PEOPLE_MAX, personOf } from '../../domain/live.ts';
import { newestSeq } from '../../table/change-head.ts';
import { changesSince } from '../../table/change-log.ts';
import { connectionsOf, stampConnection } from '../../table/connection.ts';
import { deliver } from './deliver.ts';
import type { Subscribed } from './frame-schemas.ts';

/** The state of a new subscription: whether the client must read the whole board again, and who is connected. */
type Subscription = Omit<Subscribed, 're'>;

/**
 * Sends all changes since the newest one that the client has seen. The fan-out sends new changes at the same time;
 * clients sort them by number.
 * @param since the newest change that the client has seen
 * @returns undefined when the connection broke meanwhile
 */
export const subscribe = async (connection: Connection, since?: number): Promise<Subscription | undefined> => {
  const { boardId } = connection;
  // This must come first: the fan-out sends changes stored from now on, and the reads below find the earlier ones.
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
