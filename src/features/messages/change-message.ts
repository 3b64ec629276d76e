import { actorOf, memberActor } from '../../access/actor.ts';
import { guardOf, type Permission } from '../../access/right.ts';
import { type Caller, requireRole, type User } from '../../domain/actor.ts';
import type { Message, MessageChange } from '../../domain/message.ts';
import type { Reaction } from '../../domain/reaction.ts';
import * as table from '../../table/message.ts';
import { updateReaction } from '../../table/reaction.ts';

/** Changes of existing messages, over HTTP and over live connections. */

/**
 * Changes a message of the caller's board.
 * @returns the updated message
 * @throws Refusal `not-found`, `version-mismatch`, `unavailable`, and for callers without the right: `role-too-low`,
 * `not-author`, `link-read-only`, `edit-token-missing`, `edit-token-wrong`
 */
export const editMessage = async (
  caller: Caller,
  id: string,
  change: MessageChange,
  permission: Permission,
  mutationId?: string,
): Promise<Message> => {
  const actor = await actorOf(caller);
  return table.updateMessage({ boardId: actor.boardId, id }, change, guardOf(actor, permission), mutationId);
};

/** Deletes a message of the caller's board. @throws Refusal as `editMessage` */
export const deleteMessage = async (caller: Caller, id: string, permission: Permission): Promise<void> => {
  const actor = await actorOf(caller);
  await table.deleteMessage({ boardId: actor.boardId, id }, guardOf(actor, permission));
};

/** Adds or removes a reaction. Repeating it changes nothing. @throws Refusal `not-found`, `role-too-low` */
export const react = async (
  user: User,
  ref: { boardId: string; id: string },
  reaction: Reaction,
  given: boolean,
): Promise<Message> => {
  const actor = await memberActor(ref.boardId, user.userId);
  requireRole(actor, 'editor');
  return updateReaction(ref, { reaction, userId: user.userId, given });
};
