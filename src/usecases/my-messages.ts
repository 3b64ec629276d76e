import type { User } from '../domain/actor.ts';
import type { Message } from '../domain/message.ts';
import type { Page } from '../domain/page.ts';
import { boardsById } from '../table/board.ts';
import { listMessagesBy } from '../table/my-messages.ts';
import type { PageQuery } from '../table/query.ts';

/** What a person wrote, newest first, on boards that are still there. @throws Refusal `malformed-cursor`, `unavailable` */
export const myMessages = async ({ userId }: User, page: PageQuery): Promise<Page<Message>> => {
  const { items, nextCursor } = await listMessagesBy(userId, page);
  const boards = await boardsById([...new Set(items.map(({ boardId }) => boardId))]);
  return { items: items.filter(({ boardId }) => boards.has(boardId)), nextCursor };
};
