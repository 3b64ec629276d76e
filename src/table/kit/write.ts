import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  type ConditionCheck,
  type Delete,
  DeleteItemCommand,
  type Put,
  PutItemCommand,
  type Update,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { client, table } from './client.ts';
import { type Item, type Keys, plain, type Spelled, spelled, spelledKeys } from './item.ts';

/** The condition of a write, with its names and values, in plain values. */
export type Condition = { condition?: string; names?: Record<string, string>; values?: Record<string, unknown> };

/** A write that is sent alone by `send…`, or as a part of a transaction. */
export type PutWrite = { Put: Put };
export type UpdateWrite = { Update: Update & { UpdateExpression: string } };
export type DeleteWrite = { Delete: Delete };
export type Write = PutWrite | UpdateWrite | DeleteWrite | { ConditionCheck: ConditionCheck };

/** DynamoDB refuses empty maps. */
const ifAny = <T extends object>(map: T): T | undefined => (Object.keys(map).length > 0 ? map : undefined);

/** The common parts of all writes: the table, the condition, and the request to return the item if it fails. */
const common = ({ condition, names = {}, values = {} }: Condition) => ({
  TableName: table().TableName,
  ConditionExpression: condition,
  ReturnValuesOnConditionCheckFailure: condition === undefined ? undefined : ('ALL_OLD' as const),
  ExpressionAttributeNames: ifAny(names),
  ExpressionAttributeValues: ifAny(spelled(values)),
});

/** The condition that no item has these keys. */
export const IS_NEW: Condition = { condition: 'attribute_not_exists(PK)' };

export const put = (item: Item, on: Condition = {}): PutWrite => ({ Put: { ...common(on), Item: spelled(item) } });

/** @param expression an UpdateExpression; `on` holds its names and values, too */
export const update = (keys: Keys, expression: string, on: Condition = {}): UpdateWrite => ({
  Update: { ...common(on), Key: spelledKeys(keys), UpdateExpression: expression },
});

export const remove = (keys: Keys, on: Condition = {}): DeleteWrite => ({
  Delete: { ...common(on), Key: spelledKeys(keys) },
});

/** Writes nothing. The transaction happens only if the condition holds. */
export const check = (keys: Keys, condition: string): Write => ({
  ConditionCheck: { ...common({ condition }), Key: spelledKeys(keys), ConditionExpression: condition },
});

/**
 * A write whose condition failed: the item that it found, if any, and whether the SDK had sent the write before. In
 * that case the first attempt may have succeeded, and its answer been lost.
 */
export type Refused = { found: Item | undefined; isRepeated: boolean };

/** The returned attributes of the item, or why nothing was written. */
export type Outcome = { returned: Item; refused?: undefined } | { returned?: undefined; refused: Refused };

const outcomeOf = async (sent: Promise<{ Attributes?: Spelled | undefined }>): Promise<Outcome> => {
  try {
    return { returned: plain((await sent).Attributes ?? {}) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { refused: { found: error.Item && plain(error.Item), isRepeated: (error.$metadata.attempts ?? 1) > 1 } };
  }
};

const capacity = () => ({ ReturnConsumedCapacity: table().ReturnConsumedCapacity });

export const sendPut = ({ Put }: PutWrite): Promise<Outcome> =>
  outcomeOf(client().send(new PutItemCommand({ ...Put, ...capacity() })));

export const sendUpdate = (
  { Update }: UpdateWrite,
  ReturnValues: 'NONE' | 'ALL_NEW' | 'UPDATED_NEW' = 'NONE',
): Promise<Outcome> => outcomeOf(client().send(new UpdateItemCommand({ ...Update, ...capacity(), ReturnValues })));

export const sendDelete = ({ Delete }: DeleteWrite, ReturnValues: 'NONE' | 'ALL_OLD' = 'NONE'): Promise<Outcome> =>
  outcomeOf(client().send(new DeleteItemCommand({ ...Delete, ...capacity(), ReturnValues })));

/**
 * Puts a new item. If the SDK repeats a put whose answer was lost, the repetition finds the item of the first attempt.
 * That is a success; comparing the items tells it from a real collision.
 * @param write with the condition `IS_NEW`
 * @returns false when another item has these keys
 */
export const putNew = async (write: PutWrite): Promise<boolean> => {
  const { refused } = await sendPut(write);
  return !refused || (refused.isRepeated && isDeepStrictEqual(refused.found, plain(write.Put.Item ?? {})));
};
