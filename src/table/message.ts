import { isDeepStrictEqual } from 'node:util';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { ID_PATTERN } from '../domain/id.ts';
import type { Message } from '../domain/message.ts';
import { client, TABLE } from './client.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { boardPartition, MESSAGES_FIRST, MESSAGES_LAST, messageSort } from './keys.ts';

/** A page of a list, newest first; `nextCursor` is null after the oldest. */
export type Page<T> = { items: T[]; nextCursor: string | null };

type Item = Record<string, AttributeValue>;
type Attributes = { PK: string; SK: string; author: string; text: string; version: number };

/** What a message is stored as. Its id and board are in the keys, its time is in its id. */
export const toItem = ({ id, boardId, ...attributes }: Message): Item =>
  marshall({ PK: boardPartition(boardId), SK: messageSort(id), ...attributes });

/** The inverse of `toItem`. */
export const fromItem = (item: Item): Message => {
  const { PK, SK, ...attributes } = unmarshall(item) as Attributes;
  return { id: SK.slice(messageSort('').length), boardId: PK.slice(boardPartition('').length), ...attributes };
};

/** Access pattern "post a message": a put that never replaces an item. */
export const putMessageParams = (message: Message): PutItemCommandInput => ({
  ...TABLE,
  Item: toItem(message),
  ConditionExpression: 'attribute_not_exists(PK)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
});

const isSame = (found: Item | undefined, message: Message): boolean =>
  found !== undefined && isDeepStrictEqual(fromItem(found), message);

/**
 * Stores a new message. When the SDK repeats a put whose answer was lost, the repetition meets the item that the
 * first attempt wrote: that is success, told from a real collision by comparing the item that is there.
 * @returns false when another message has this id.
 */
export const putMessage = async (message: Message): Promise<boolean> => {
  try {
    await client.send(new PutItemCommand(putMessageParams(message)));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return isSame(error.Item, message);
    throw error;
  }
};

/** Where a page of a board's messages begins: at the newest, or just before a message. */
export type NewestQuery = { boardId: string; limit: number; before?: string };

/** Access pattern "the newest N messages of a board": one Query, backwards, that reads no more than it returns. */
export const newestMessagesParams = ({ boardId, limit, before }: NewestQuery): QueryCommandInput => ({
  ...TABLE,
  KeyConditionExpression: 'PK = :board AND SK BETWEEN :first AND :last',
  ExpressionAttributeValues: marshall({
    ':board': boardPartition(boardId),
    ':first': MESSAGES_FIRST,
    ':last': MESSAGES_LAST,
  }),
  ScanIndexForward: false,
  Limit: limit,
  ...(before && { ExclusiveStartKey: marshall({ PK: boardPartition(boardId), SK: messageSort(before) }) }),
});

/** A page of a board's messages, newest first. @throws Refusal `malformed-cursor` */
export const newestMessages = async (
  boardId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Message>> => {
  const list = `messages of ${boardId}`;
  const before = cursor === undefined ? {} : { before: decodeCursor(list, cursor, ID_PATTERN) };
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand(newestMessagesParams({ boardId, limit, ...before })),
  );
  const items = Items.map(fromItem);
  const last = items.at(-1);
  return { items, nextCursor: LastEvaluatedKey && last ? encodeCursor(list, last.id) : null };
};
