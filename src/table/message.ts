import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { isGone, type Message, type MessageChange } from '../domain/message.ts';
import { client, table } from './client.ts';
import { mergeParams } from './merge.ts';
import { guardCondition, type MessageGuard, notFound, refusalOf } from './message-guard.ts';
import { fromItem, type MessageRef, messageKeys, openTaskKeys, type StoredMessage, toItem } from './message-item.ts';
import { isDeletedAlready, isEditedAlready } from './repetition.ts';
import type { Write } from './transaction.ts';

/** Access pattern "post a message": a put that never replaces an item. */
const putMessageParams = (stored: StoredMessage): PutItemCommandInput => ({
  ...table(),
  Item: toItem(stored),
  ConditionExpression: 'attribute_not_exists(PK)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
});

/** The same as a part of a transaction. */
export const putMessageWrite = (stored: StoredMessage): Write => {
  const { Item, TableName, ConditionExpression } = putMessageParams(stored);
  return { Put: { TableName, Item, ConditionExpression } };
};

/**
 * Stores a new message. When the SDK repeats a put whose answer was lost, the repetition meets the item that the
 * first attempt wrote: that is success, told from a real collision by comparing the item that is there.
 * @returns false when another message has this id.
 */
export const putMessage = async (stored: StoredMessage): Promise<boolean> => {
  try {
    await client().send(new PutItemCommand(putMessageParams(stored)));
    return true;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item !== undefined && isDeepStrictEqual(fromItem(error.Item), fromItem(toItem(stored)));
  }
};

/** Access pattern "read a message". */
const getMessageParams = (ref: MessageRef): GetItemCommandInput => ({
  ...table(),
  Key: marshall(messageKeys(ref)),
});

/** Reads a message. @throws Refusal `not-found` */
export const getMessage = async (ref: MessageRef): Promise<Message> => {
  const { Item } = await client().send(new GetItemCommand(getMessageParams(ref)));
  const found = Item && fromItem(Item).message;
  if (!found || isGone(found)) throw notFound();
  return found;
};

/** An attribute's part in the update, or for `done` also that of the index of open tasks. */
const assignments = (
  ref: MessageRef,
  change: MessageChange,
  mutationId: string | undefined,
): Record<string, unknown> => ({
  ...change,
  mutationId,
  ...(change.done === false && openTaskKeys(ref)),
  ...((change.done === true || change.done === null) && { GSI2PK: null, GSI2SK: null }),
});

/** Access pattern "edit a message": one conditional update that reads nothing before. Absent stays, null removes. */
const updateMessageParams = (
  ref: MessageRef,
  change: MessageChange,
  guard: MessageGuard,
  mutationId?: string,
): UpdateItemCommandInput => mergeParams(messageKeys(ref), assignments(ref, change, mutationId), guardCondition(guard));

/**
 * Edits a message and returns it as it is then.
 * @throws Refusal `not-found`, `edit-token-wrong`, `version-mismatch`
 */
export const updateMessage = async (
  ref: MessageRef,
  change: MessageChange,
  guard: MessageGuard,
  mutationId?: string,
): Promise<Message> => {
  try {
    const { Attributes = {} } = await client().send(
      new UpdateItemCommand(updateMessageParams(ref, change, guard, mutationId)),
    );
    return fromItem(Attributes).message;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const found = error.Item && fromItem(error.Item).message;
    if (found && isEditedAlready(error, found, change, guard.versions)) return found;
    throw refusalOf(error, guard);
  }
};

/** Access pattern "delete a message". */
const deleteMessageParams = (ref: MessageRef, guard: MessageGuard): DeleteItemCommandInput => {
  const { condition, names, values } = guardCondition(guard);
  return {
    ...table(),
    Key: marshall(messageKeys(ref)),
    ConditionExpression: condition,
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ExpressionAttributeValues: marshall(values),
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
};

/** Deletes a message. @throws Refusal `not-found`, `edit-token-wrong`, `version-mismatch` */
export const deleteMessage = async (ref: MessageRef, guard: MessageGuard): Promise<void> => {
  try {
    await client().send(new DeleteItemCommand(deleteMessageParams(ref, guard)));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (!isDeletedAlready(error)) throw refusalOf(error, guard);
  }
};
