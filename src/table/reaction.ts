import { isGone, type Message, nowInSeconds } from '../domain/message.ts';
import type { Reaction } from '../domain/reaction.ts';
import { sendUpdate, update } from './kit/write.ts';
import { notFound } from './message-guard.ts';
import { fromItem, type MessageRef, messageKeys, reactionAttribute } from './message-item.ts';

/** A person's reaction to a message, given or taken back. */
type Change = { reaction: Reaction; userId: string; given: boolean };

/**
 * Access pattern "react": puts a person into the set of those who reacted so, or out of it, in one update. Doing it
 * twice changes nothing, the version included. @throws Refusal `not-found`
 */
export const updateReaction = async (ref: MessageRef, { reaction, userId, given }: Change): Promise<Message> => {
  const write = update(
    messageKeys(ref),
    given ? 'ADD #reaction :person, #version :one' : 'DELETE #reaction :person ADD #version :one',
    {
      condition: [
        'attribute_exists(PK)',
        '(attribute_not_exists(expiresAt) OR expiresAt > :now)',
        given ? 'NOT contains(#reaction, :id)' : 'contains(#reaction, :id)',
      ].join(' AND '),
      names: { '#reaction': reactionAttribute(reaction), '#version': 'version' },
      values: { ':person': new Set([userId]), ':id': userId, ':one': 1, ':now': nowInSeconds() },
    },
  );
  const { returned, refused } = await sendUpdate(write, 'ALL_NEW');
  if (!refused) return fromItem(returned).message;
  const found = refused.found && fromItem(refused.found).message;
  if (!found || isGone(found)) throw notFound();
  return found;
};
