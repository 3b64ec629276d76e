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

/** What must hold for a write, and the names and values in it, in plain values. */
export type Condition = { condition?: string; names?: Record<string, string>; values?: Record<string, unknown> };

/** A write as it is sent: alone by `send…`, or as a part of a transaction. */
export type PutWrite = { Put: Put };
export type UpdateWrite = { Update: Update & { UpdateExpression: string } };
export type DeleteWrite = { Delete: Delete };
export type Write = PutWrite | UpdateWrite | DeleteWrite | { ConditionCheck: ConditionCheck };

const isAny = (record: object = {}): boolean => Object.keys(record).length > 0;

/** What all writes have: the table, the condition and, where it fails, the item in its way. */
const common = ({ condition, names, values }: Condition) => ({
  TableName: table().TableName,
  ...(condition !== undefined && {
    ConditionExpression: condition,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  }),
  ...(isAny(names) && { ExpressionAttributeNames: names }),
  ...(values && isAny(values) && { ExpressionAttributeValues: spelled(values) }),
});

/** The condition that nothing has these keys. */
export const IS_NEW: Condition = { condition: 'attribute_not_exists(PK)' };

export const put = (item: Item, on: Condition = {}): PutWrite => ({ Put: { ...common(on), Item: spelled(item) } });

/** @param expression as UpdateExpression; its names and values are beside those of the condition */
export const update = (keys: Keys, expression: string, on: Condition = {}): UpdateWrite => ({
  Update: { ...common(on), Key: spelledKeys(keys), UpdateExpression: expression },
});

export const remove = (keys: Keys, on: Condition = {}): DeleteWrite => ({
  Delete: { ...common(on), Key: spelledKeys(keys) },
});

/** Writes nothing, but lets a transaction happen only where the condition holds. */
export const check = (keys: Keys, condition: string): Write => ({
  ConditionCheck: { ...common({ condition }), Key: spelledKeys(keys), ConditionExpression: condition },
});

/**
 * A write that its condition kept from happening: the item in its way, if there is one, and whether the SDK had sent the
 * write before. Then its first attempt may have happened, and its answer been lost.
 */
export type Refused = { found: Item | undefined; isRepeated: boolean };

/** What was asked to be returned of the item, or why nothing was written. */
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
 * Puts something new. When the SDK repeats a put whose answer was lost, the repetition meets the item that the first
 * attempt wrote: that is success, told from a real collision by comparing the item that is there.
 * @param write on the condition `IS_NEW` @returns false when something else has these keys
 */
export const putNew = async (write: PutWrite): Promise<boolean> => {
  const { refused } = await sendPut(write);
  return !refused || (refused.isRepeated && isDeepStrictEqual(refused.found, plain(write.Put.Item ?? {})));
};
