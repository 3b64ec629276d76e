import { isGone, type Message } from '../domain/message.ts';
import type { Reaction } from '../domain/reaction.ts';
import { nowInSeconds } from '../domain/time.ts';
import { sendUpdate, update } from './kit/write.ts';
import { notFound } from './message-guard.ts';
import { fromItem, type MessageRef, messageKeys, reactionAttribute } from './message-item.ts';

/** A person adds or removes a reaction to a message. */
type Change = { reaction: Reaction; userId: string; given: boolean };

/**
 * Access pattern "react": adds a person to the set of a reaction, or removes them, in one update. Repeating it changes
 * nothing, not even the version.
 * @throws Refusal `not-found`
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
