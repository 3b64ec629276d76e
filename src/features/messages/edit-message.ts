import { actorOf } from '../../access/actor.ts';
import { guardOf, type Permission } from '../../access/right.ts';
import type { Caller } from '../../domain/actor.ts';
import type { Message, MessageChange } from '../../domain/message.ts';
import { updateMessage } from '../../table/message.ts';

/**
 * Changes a message of the caller's board and returns it as it is then.
 * @throws Refusal `not-found`, `version-mismatch`, `unavailable`, and for who may not: `role-too-low`, `not-author`,
 *   `link-read-only`, `edit-token-missing`, `edit-token-wrong`
 */
export const editMessage = async (
  caller: Caller,
  id: string,
  change: MessageChange,
  permission: Permission,
  mutationId?: string,
): Promise<Message> => {
  const actor = await actorOf(caller);
  return updateMessage({ boardId: actor.boardId, id }, change, guardOf(actor, permission), mutationId);
};
