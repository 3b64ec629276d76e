import type { Door } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { ChangesQuery, ChangesView } from '../schemas/live.ts';
import { messagesPath } from '../schemas/request.ts';
import { changesOf } from '../usecases/live/changes-of.ts';

export const route = (door: Door) =>
  ({
    summary: 'Read what has changed',
    description: 'Changes in their order. A reset instead of them says: read the board anew.',
    request: { path: messagesPath(door), query: ChangesQuery },
    success: { 200: { description: 'The changes after the one that is named', body: ChangesView } },
    refusals: [],
  }) satisfies Route;

export const handler = endpoint(route, async ({ caller, query }) => ok(await changesOf(caller, query.since)));
