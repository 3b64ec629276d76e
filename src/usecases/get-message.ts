import type { Message } from '../domain/message.ts';
import * as table from '../table/message.ts';
import type { MessageRef } from '../table/message-item.ts';

/** One message. @throws Refusal `not-found`, `unavailable` */
export const getMessage = (ref: MessageRef): Promise<Message> => table.getMessage(ref);
