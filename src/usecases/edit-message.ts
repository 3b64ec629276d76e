import type { Message, MessageChange } from '../domain/message.ts';
import { updateMessage } from '../table/message.ts';
import type { MessageRef } from '../table/message-item.ts';
import { guardOf, type Permission } from './edit-guard.ts';

/**
 * Changes a message and returns it as it is then.
 * @throws Refusal `edit-token-missing`, `edit-token-wrong`, `not-found`, `version-mismatch`, `unavailable`
 */
export const editMessage = async (ref: MessageRef, change: MessageChange, permission: Permission): Promise<Message> =>
  updateMessage(ref, change, guardOf(permission));
