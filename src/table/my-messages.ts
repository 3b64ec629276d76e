import { isGone, type Message } from '../domain/message.ts';
import type { Page } from '../domain/page.ts';
import { idIn, messageBounds, userPartition } from './keys.ts';
import { authorKeys, fromItem, messageKeys } from './message-item.ts';
import { type PageQuery, queryRange } from './query.ts';

/**
 * Access pattern "what a person wrote", newest first, across boards, by one Query of GSI1. Expired messages are left
 * out, so a page can be short and still have a next one.
 * @throws Refusal `malformed-cursor`
 */
export const listMessagesBy = async (authorId: string, page: PageQuery): Promise<Page<Message>> => {
  const { items, nextCursor } = await queryRange(
    {
      name: `messages by ${authorId}`,
      index: 'GSI1',
      partition: userPartition(authorId),
      bounds: messageBounds(),
      newestFirst: true,
      position: /^[0-7][0-9A-Z]{25}\.[0-7][0-9A-Z]{25}$/,
      positionOf: ({ PK = '', SK = '' }) => `${idIn(SK)}.${idIn(PK)}`,
      keyAt: (position) => {
        const [id = '', boardId = ''] = position.split('.');
        return { ...messageKeys({ id, boardId }), ...authorKeys(id, authorId) };
      },
    },
    page,
    (item) => fromItem(item).message,
  );
  return { items: items.filter((message) => !isGone(message)), nextCursor };
};
