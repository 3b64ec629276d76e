import * as z from 'zod';
import { AUTHOR_MAX_LENGTH, TEXT_MAX_LENGTH } from '../domain/limits.ts';
import { createdAt, type Message } from '../domain/message.ts';
import type { Page } from '../table/message.ts';
import { pageQuery } from './page.ts';
import { text } from './text.ts';

/** The body of `POST /messages`. */
export const NewMessage = z.strictObject({
  author: text({ label: 'author', max: AUTHOR_MAX_LENGTH, trimmed: true, allowed: 'one line' }),
  text: text({ label: 'text', max: TEXT_MAX_LENGTH }),
});

/** The query string of `GET /messages`. */
export const MessagesQuery = z.strictObject(pageQuery);

/** A message as clients see it. */
export const MessageView = z.strictObject({
  id: z.string(),
  boardId: z.string(),
  author: z.string(),
  text: z.string(),
  createdAt: z.iso.datetime({ precision: 3 }),
  version: z.int().min(1),
});

/** The answer of `GET /messages`. */
export const MessagesPage = z.strictObject({
  messages: z.array(MessageView),
  nextCursor: z.string().nullable(),
});

/** A message as clients see it. */
export const messageView = (message: Message): z.infer<typeof MessageView> => ({
  id: message.id,
  boardId: message.boardId,
  author: message.author,
  text: message.text,
  createdAt: createdAt(message),
  version: message.version,
});

/** A page of messages as clients see it. */
export const messagesPage = ({ items, nextCursor }: Page<Message>): z.infer<typeof MessagesPage> => ({
  messages: items.map(messageView),
  nextCursor,
});
