import * as table from '../table/message.ts';
import type { MessageRef } from '../table/message-item.ts';
import { guardOf, type Permission } from './edit-guard.ts';

/**
 * Deletes a message.
 * @throws Refusal `edit-token-missing`, `edit-token-wrong`, `not-found`, `version-mismatch`, `unavailable`
 */
export const deleteMessage = async (ref: MessageRef, permission: Permission): Promise<void> =>
  table.deleteMessage(ref, guardOf(permission));
