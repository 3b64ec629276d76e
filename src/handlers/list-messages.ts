import type { Door } from '../http/caller.ts';
import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { defaultPageSize } from '../page-size.ts';
import { MessagesPage, messagesPage } from '../schemas/message.ts';
import { MessagesQuery, messagesPath } from '../schemas/request.ts';
import { listMessages } from '../usecases/list-messages.ts';

export const route = (door: Door) =>
  ({
    summary: 'Read the newest messages',
    description: 'Newest first. nextCursor, sent as cursor with the same other parameters, goes on to older ones.',
    request: { path: messagesPath(door), query: MessagesQuery },
    success: { 200: { description: 'A page of messages', body: MessagesPage } },
    refusals: ['malformed-cursor'],
  }) satisfies Route;

export const handler = endpoint(route, async ({ caller, query }) => {
  const { limit = defaultPageSize, cursor, ...filter } = query;
  return ok(messagesPage(await listMessages(caller, filter, { limit, cursor })));
});
