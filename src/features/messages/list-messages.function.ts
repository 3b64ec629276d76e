import { actorOf } from '../../access/actor.ts';
import type { Caller } from '../../domain/actor.ts';
import { type Message, PUBLIC_BOARD } from '../../domain/message.ts';
import type { Page } from '../../domain/page.ts';
import { Refusal } from '../../domain/refusal.ts';
import { perDoor } from '../../lambda/http/caller.ts';
import { endpoint } from '../../lambda/http/endpoint.ts';
import { ok } from '../../lambda/http/responses.ts';
import type { Route } from '../../lambda/http/route.ts';
import { listMessagePage, type MessageList } from '../../table/message-lists.ts';
import type { PageQuery } from '../../table/query.ts';
import { defaultPageSize } from './config.ts';
import { MessagesQuery, messagesPath } from './request.ts';
import { MessagesPage, messagesPage } from './schemas.ts';

export const route = perDoor(
  (door) =>
    ({
      summary: 'Read the newest messages',
      description: 'Newest first. For older messages, send nextCursor as cursor, with the same other parameters.',
      auth: 'door',
      request: { path: messagesPath(door), query: MessagesQuery },
      success: { 200: { description: 'A page of messages', body: MessagesPage } },
      refusals: ['malformed-cursor'],
    }) satisfies Route,
);

const requireOrder = ({ since, until }: Omit<MessageList, 'boardId'>): void => {
  if (since === undefined || until === undefined || since < until) return;
  const detail = 'until must be later than since';
  throw new Refusal('invalid-fields', detail, { errors: [{ detail, parameter: 'until' }] });
};

/**
 * The newest messages or open tasks of the caller's board, newest first: at most `limit` (1-100), within the list's
 * times, and older than `cursor` if given. If the path names the board, membership is read in parallel.
 * @throws Refusal `not-found`, `invalid-fields` when `until` is not after `since`, `malformed-cursor`, `unavailable`
 */
const listMessages = async (
  caller: Caller,
  filter: Omit<MessageList, 'boardId'>,
  page: PageQuery,
): Promise<Page<Message>> => {
  requireOrder(filter);
  if (caller.door === 'shared') {
    const { boardId } = await actorOf(caller);
    return listMessagePage({ boardId, ...filter }, page);
  }
  const boardId = caller.door === 'board' ? caller.boardId : PUBLIC_BOARD;
  const [, messages] = await Promise.all([actorOf(caller), listMessagePage({ boardId, ...filter }, page)]);
  return messages;
};

export const handler = endpoint(route, async ({ caller, query }) => {
  const { limit = defaultPageSize(), cursor, ...filter } = query;
  return ok(messagesPage(await listMessages(caller, filter, { limit, cursor })));
});
