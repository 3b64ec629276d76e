import { memberActor } from '../../access/actor.ts';
import { requireRole, type User } from '../../domain/actor.ts';
import type { Message } from '../../domain/message.ts';
import type { Reaction } from '../../domain/reaction.ts';
import { updateReaction } from '../../table/reaction.ts';

/** Gives a reaction to a message, or takes it back; doing it again changes nothing. @throws Refusal `not-found`, `role-too-low` */
export const react = async (
  user: User,
  { boardId, id }: { boardId: string; id: string },
  reaction: Reaction,
  given: boolean,
): Promise<Message> => {
  const actor = await memberActor(boardId, user.userId);
  requireRole(actor, 'editor');
  return updateReaction({ boardId, id }, { reaction, userId: user.userId, given });
};
