import type { Message } from '../domain/message.ts';
import { newestMessages, type Page } from '../table/message.ts';

/**
 * The newest messages of a board, newest first: at most `limit` (1-100), older than `cursor` where one is given.
 * @throws Refusal `malformed-cursor`, `unavailable`
 */
export const listMessages = (
  boardId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Message>> => newestMessages(boardId, page);
