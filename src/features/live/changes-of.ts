import { actorOf } from '../../access/actor.ts';
import type { Caller } from '../../domain/actor.ts';
import { asToldAt } from '../../domain/change-log.ts';
import { changesSince, type Missed } from '../../table/change-log.ts';

/** What has changed on the caller's board since a change. @throws Refusal `not-found`, `unavailable` */
export const changesOf = async (caller: Caller, since: number): Promise<Missed> => {
  const { boardId } = await actorOf(caller);
  const missed = await changesSince(boardId, since);
  return 'reset' in missed ? missed : { ...missed, changes: asToldAt(caller.door, missed.changes) };
};
