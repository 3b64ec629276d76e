import { config } from '../config.ts';
import { PUBLIC_BOARD } from '../domain/message.ts';
import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import type { Route } from '../http/route.ts';
import { MessagesPage, messagesPage } from '../schemas/message.ts';
import { MessagesQuery } from '../schemas/request.ts';
import { listMessages } from '../usecases/list-messages.ts';

export const route = {
  summary: 'Read the newest messages',
  description: 'Newest first. nextCursor, sent as cursor with the same other parameters, goes on to older ones.',
  request: { query: MessagesQuery },
  success: { 200: { description: 'A page of messages', body: MessagesPage } },
  refusals: ['malformed-cursor'],
} satisfies Route;

export const handler = endpoint(route, async ({ query }) => {
  const { limit = config.newestMessages, cursor, ...filter } = query;
  return ok(messagesPage(await listMessages({ boardId: PUBLIC_BOARD, ...filter }, { limit, cursor })));
});
