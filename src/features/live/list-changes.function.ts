import { actorOf } from '../../access/actor.ts';
import { asToldAt } from '../../domain/change-log.ts';
import { perDoor } from '../../lambda/http/caller.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { changesSince } from '../../table/change-log.ts';
import { messagesPath } from '../messages/request.ts';
import { ChangesQuery, ChangesView } from './schemas.ts';

export const route = perDoor(
  (door) =>
    ({
      summary: 'Read what has changed',
      description: 'Changes in order. A reset instead of changes means: read the whole board again.',
      auth: 'door',
      request: { path: messagesPath(door), query: ChangesQuery },
      success: { 200: { description: 'The changes after since, or a reset', body: ChangesView } },
      refusals: [],
    }) satisfies Route,
);

export const handler = endpoint(route, async ({ caller, query }) => {
  const { boardId } = await actorOf(caller);
  const missed = await changesSince(boardId, query.since);
  return ok('reset' in missed ? missed : { ...missed, changes: asToldAt(caller.door, missed.changes) });
});
