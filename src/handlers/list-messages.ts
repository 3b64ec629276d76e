import { config } from '../config.ts';
import { PUBLIC_BOARD } from '../domain/message.ts';
import { endpoint } from '../http/endpoint.ts';
import { ok } from '../http/responses.ts';
import { MessagesQuery, messagesPage } from '../schemas/message.ts';
import { listMessages } from '../usecases/list-messages.ts';

/** GET /messages */
export const handler = endpoint({ query: MessagesQuery }, async ({ query }) => {
  const { limit = config.newestMessages, cursor } = query;
  return ok(messagesPage(await listMessages(PUBLIC_BOARD, { limit, cursor })));
});
