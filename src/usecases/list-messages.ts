import type { Message } from '../domain/message.ts';
import type { Page } from '../domain/page.ts';
import { Refusal } from '../domain/refusal.ts';
import { listMessagePage, type MessageList } from '../table/message-lists.ts';

/**
 * The newest messages of a board, or its newest open tasks, newest first: at most `limit` (1-100), within the list's
 * times, older than `cursor` where one is given.
 * @throws Refusal `invalid-fields` when the times are the wrong way round, `malformed-cursor`, `unavailable`
 */
export const listMessages = async (
  list: MessageList,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Message>> => {
  const { since, until } = list;
  if (since !== undefined && until !== undefined && since >= until) {
    const detail = 'until must be later than since';
    throw new Refusal('invalid-fields', detail, { errors: [{ detail, parameter: 'until' }] });
  }
  return listMessagePage(list, page);
};
