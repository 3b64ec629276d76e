import type { User } from '../../domain/actor.ts';
import type { Message } from '../../domain/message.ts';
import type { Page } from '../../domain/page.ts';
import { boardsWithMember } from '../../table/member.ts';
import { listMessagesBy } from '../../table/my-messages.ts';
import type { PageQuery } from '../../table/query.ts';

/**
 * What a person wrote, newest first, on the boards that they are a member of and that are still there; so a page can be
 * short and still have a next one. @throws Refusal `malformed-cursor`, `unavailable`
 */
export const myMessages = async ({ userId }: User, page: PageQuery): Promise<Page<Message>> => {
  const { items, nextCursor } = await listMessagesBy(userId, page);
  const mine = await boardsWithMember(userId, [...new Set(items.map(({ boardId }) => boardId))]);
  return { items: items.filter(({ boardId }) => mine.has(boardId)), nextCursor };
};
