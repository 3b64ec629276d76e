import type { Door } from '../../lambda/http/caller.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { MessagesQuery, messagesPath } from '../../lambda/schemas/request.ts';
import { defaultPageSize } from './config.ts';
import { listMessages } from './list-messages.ts';
import { MessagesPage, messagesPage } from './schemas.ts';

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
