import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Board, BoardChange } from '../domain/board.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Attributes, batchGet, itemOf } from './batch.ts';
import { CONSISTENT, client, table } from './client.ts';
import { boardKeys, idIn } from './keys.ts';
import { mergeParams, versionCondition } from './merge.ts';
import type { Item } from './message-item.ts';
import { isDeletedAlready, isEditedAlready } from './repetition.ts';
import type { Write } from './transaction.ts';

/** The refusal of a board that is not there, and of one that the caller may not know of. */
export const boardNotFound = (): Refusal =>
  new Refusal('not-found', 'There is no such board, or you are no member of it.');

/** The inverse of what `putBoardWrite` stores. */
export const boardOf = (attributes: Attributes): Board => {
  const { PK, SK, ...board } = attributes as Attributes & Omit<Board, 'id'>;
  return { id: idIn(PK), ...board };
};

/** A new board, as a part of a transaction. */
export const putBoardWrite = ({ id, ...attributes }: Board): Write => ({
  Put: {
    TableName: table().TableName,
    Item: marshall({ ...boardKeys(id), ...attributes }, { removeUndefinedValues: true }),
    ConditionExpression: 'attribute_not_exists(PK)',
  },
});

/** That a board is there, as a part of a transaction. */
export const boardExistsWrite = (boardId: string): Write => ({
  ConditionCheck: {
    TableName: table().TableName,
    Key: marshall(boardKeys(boardId)),
    ConditionExpression: 'attribute_exists(PK)',
  },
});

/** One owner more or less, never none, as a part of a transaction. */
export const countOwnersWrite = (boardId: string, by: 1 | -1): Write => ({
  Update: {
    TableName: table().TableName,
    Key: marshall(boardKeys(boardId)),
    UpdateExpression: 'SET owners = owners + :by',
    ConditionExpression: by === 1 ? 'attribute_exists(PK)' : 'owners > :one',
    ExpressionAttributeValues: marshall({ ':by': by, ...(by === -1 && { ':one': 1 }) }),
  },
});

/** Access pattern "is this board there": one read unit. */
export const getBoard = async (id: string): Promise<Board | undefined> => {
  const { Item } = await client().send(new GetItemCommand({ ...table(), ...CONSISTENT, Key: marshall(boardKeys(id)) }));
  return Item && boardOf(unmarshall(Item) as Attributes);
};

/** Access pattern "these boards": those that are still there, by id. */
export const boardsById = async (ids: readonly string[]): Promise<Map<string, Board>> => {
  const items = ids.length === 0 ? [] : await batchGet([...new Set(ids)].map(boardKeys));
  const boards = ids.flatMap((id) => {
    const item = itemOf<Attributes>(items, boardKeys(id));
    return item ? [boardOf(item)] : [];
  });
  return new Map(boards.map((board) => [board.id, board]));
};

/** Says why a write of a board failed, by the board that DynamoDB found in its way. */
const refusalOf = (found: Board | undefined): Refusal =>
  found
    ? new Refusal(
        'version-mismatch',
        `The board is in version ${found.version} now. Read it again before you change it.`,
      )
    : boardNotFound();

const foundBy = ({ Item: item }: ConditionalCheckFailedException): Board | undefined =>
  item && boardOf(unmarshall(item as Item) as Attributes);

/** Access pattern "edit a board". @throws Refusal `not-found`, `version-mismatch` */
export const updateBoard = async (id: string, change: BoardChange, versions?: readonly number[]): Promise<Board> => {
  try {
    const params = mergeParams(boardKeys(id), change, versionCondition(versions));
    const { Attributes = {} } = await client().send(new UpdateItemCommand(params));
    return boardOf(unmarshall(Attributes) as Attributes);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const found = foundBy(error);
    if (found && isEditedAlready(error, found, change, versions)) return found;
    throw refusalOf(found);
  }
};

/**
 * Access pattern "delete a board": its item alone. Whatever else is in its partition is unreachable from then on, since
 * every door asks for this item, and is removed in the background. @throws Refusal `not-found`, `version-mismatch`
 */
export const deleteBoard = async (id: string, versions?: readonly number[]): Promise<void> => {
  const { condition, names, values } = versionCondition(versions);
  try {
    await client().send(
      new DeleteItemCommand({
        ...table(),
        Key: marshall(boardKeys(id)),
        ConditionExpression: condition,
        ...(versions && { ExpressionAttributeNames: names, ExpressionAttributeValues: marshall(values) }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    if (!isDeletedAlready(error)) throw refusalOf(foundBy(error));
  }
};
