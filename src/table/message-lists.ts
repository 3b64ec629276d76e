import { ID_PATTERN, idsFrom } from '../domain/id.ts';
import { PAGE_MAX_SIZE } from '../domain/limits.ts';
import type { Message } from '../domain/message.ts';
import type { Page } from '../domain/page.ts';
import { decodeCursor, encodeCursor, malformedCursor } from './cursor.ts';
import { boardPartition, idIn, messageBounds, messageSort, openPartition } from './keys.ts';
import { CONSISTENT, queryItems } from './kit/read.ts';
import { fromItem, messageKeys, openTaskKeys } from './message-item.ts';
import type { PageQuery } from './query.ts';

/** Which messages of a board: all or the open tasks; times are epoch milliseconds, `since` included, `until` not. */
export type MessageList = {
  boardId: string;
  open?: boolean | undefined;
  since?: number | undefined;
  until?: number | undefined;
  /**
   * Includes everything written before: a consistent read, at twice the price. Not possible for open tasks, because
   * indexes are eventually consistent.
   */
  fresh?: boolean | undefined;
};

/** One Query: at most `limit` items, older than the message `before` if given. */
type Slice = { limit: number; before?: string | undefined };

const startKey = ({ boardId, open }: MessageList, id: string) => {
  const ref = { id, boardId };
  return { ...messageKeys(ref), ...(open && openTaskKeys(ref)) };
};

const boundsOf = ({ since, until }: MessageList) =>
  messageBounds(since === undefined ? undefined : idsFrom(since), until === undefined ? undefined : idsFrom(until));

/** The id of the message where the Query stopped; undefined at the end of the list. */
type Read = { items: Message[]; next: string | undefined };

/**
 * Access patterns "the newest N messages of a board" and "its newest open tasks": one backward Query that reads no more
 * than it returns, within times by the key condition. Expired items are left out; TTL removes them later.
 */
const read = async (list: MessageList, { limit, before }: Slice): Promise<Read> => {
  const { boardId, open, fresh } = list;
  const { items, next } = await queryItems({
    ...(open ? { index: 'GSI2', partition: openPartition(boardId) } : { partition: boardPartition(boardId) }),
    ...(fresh && CONSISTENT),
    bounds: boundsOf(list),
    alive: true,
    backwards: true,
    limit,
    after: before === undefined ? undefined : startKey(list, before),
  });
  return { items: items.map((item) => fromItem(item).message), next: next && idIn(next.SK ?? '') };
};

/** The most rounds of reading past expired items. After them a page is returned short, with a cursor. */
const MAX_ROUNDS = 8;

/** Reads in growing steps until the page is full or the list ends. If nothing has expired, one round is enough. */
const fill = async (list: MessageList, limit: number, start?: string): Promise<Read> => {
  const items: Message[] = [];
  let before = start;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const step = await read(list, { limit: Math.min(PAGE_MAX_SIZE, limit * 2 ** round), before });
    items.push(...step.items);
    if (items.length > limit) return { items: items.slice(0, limit), next: items[limit - 1]?.id };
    if (items.length === limit || step.next === undefined) return { items, next: step.next };
    before = step.next;
  }
  return { items, next: before };
};

/** The name of a list, for its cursors. A cursor of another list or of other times is refused. */
const nameOf = ({ boardId, open = false, since, until }: MessageList): string =>
  JSON.stringify(['messages', boardId, open, since ?? null, until ?? null]);

/** The cursor of a board's plain list that continues after a message. */
export const cursorAfter = (boardId: string, messageId: string): string => encodeCursor(nameOf({ boardId }), messageId);

/**
 * The position where a cursor continues. A position outside of the list's times is refused.
 * @throws Refusal `malformed-cursor`
 */
const startOf = (list: MessageList, cursor: string): string => {
  const id = decodeCursor(nameOf(list), cursor, ID_PATTERN);
  const { first, last } = boundsOf(list);
  if (messageSort(id) < first || messageSort(id) > last) throw malformedCursor();
  return id;
};

/** A page of a board's messages, newest first. @throws Refusal `malformed-cursor` */
export const listMessagePage = async (list: MessageList, { limit, cursor }: PageQuery): Promise<Page<Message>> => {
  const { items, next } = await fill(list, limit, cursor === undefined ? undefined : startOf(list, cursor));
  return { items, nextCursor: next === undefined ? null : encodeCursor(nameOf(list), next) };
};
