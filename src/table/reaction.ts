import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { isGone, type Message, nowInSeconds } from '../domain/message.ts';
import type { Reaction } from '../domain/reaction.ts';
import { client, table } from './client.ts';
import { notFound } from './message-guard.ts';
import { fromItem, type Item, type MessageRef, messageKeys, reactionAttribute } from './message-item.ts';

/** A person's reaction to a message, given or taken back. */
type Change = { reaction: Reaction; userId: string; given: boolean };

/**
 * Access pattern "react": puts a person into the set of those who reacted so, or out of it, in one update. Doing it
 * twice changes nothing, the version included. @throws Refusal `not-found`
 */
export const updateReaction = async (ref: MessageRef, { reaction, userId, given }: Change): Promise<Message> => {
  try {
    const { Attributes = {} } = await client().send(
      new UpdateItemCommand({
        ...table(),
        Key: marshall(messageKeys(ref)),
        UpdateExpression: given ? 'ADD #reaction :person, #version :one' : 'DELETE #reaction :person ADD #version :one',
        ConditionExpression: [
          'attribute_exists(PK)',
          '(attribute_not_exists(expiresAt) OR expiresAt > :now)',
          given ? 'NOT contains(#reaction, :id)' : 'contains(#reaction, :id)',
        ].join(' AND '),
        ExpressionAttributeNames: { '#reaction': reactionAttribute(reaction), '#version': 'version' },
        ExpressionAttributeValues: marshall({
          ':person': new Set([userId]),
          ':id': userId,
          ':one': 1,
          ':now': nowInSeconds(),
        }),
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return fromItem(Attributes).message;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const found = error.Item && fromItem(error.Item as Item).message;
    if (!found || isGone(found)) throw notFound();
    return found;
  }
};
