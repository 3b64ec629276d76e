import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Member, Role } from '../domain/actor.ts';
import { ID_PATTERN } from '../domain/id.ts';
import type { Page } from '../domain/page.ts';
import { type Attributes, batchGet, itemOf } from './batch.ts';
import { CONSISTENT, client, table } from './client.ts';
import { BOARD_BOUNDS, boardKeys, boardPartition, idIn, MEMBER_BOUNDS, memberKeys, userPartition } from './keys.ts';
import type { Item } from './message-item.ts';
import { type PageQuery, queryRange } from './query.ts';
import { isDeletedAlready } from './repetition.ts';
import type { Write } from './transaction.ts';

/** The inverse of what `putMemberWrite` stores. */
export const memberOf = (item: Item): Member => {
  const { PK, SK, role } = unmarshall(item) as { PK: string; SK: string; role: Role };
  return { boardId: idIn(PK), userId: idIn(SK), role };
};

/** GSI1 lists the boards of a person, newest board first. */
const membershipKeys = (boardId: string, userId: string) => ({
  GSI1PK: userPartition(userId),
  GSI1SK: boardPartition(boardId),
});

/** A new member, as a part of a transaction. */
export const putMemberWrite = ({ boardId, userId, role }: Member): Write => ({
  Put: {
    TableName: table().TableName,
    Item: marshall({
      ...memberKeys(boardId, userId),
      ...membershipKeys(boardId, userId),
      role,
    }),
    ConditionExpression: 'attribute_not_exists(PK)',
  },
});

/** Access pattern "is this person a member": one read unit. */
export const memberRole = async (boardId: string, userId: string): Promise<Role | undefined> => {
  const { Item } = await client().send(
    new GetItemCommand({ ...table(), ...CONSISTENT, Key: marshall(memberKeys(boardId, userId)) }),
  );
  return Item && (unmarshall(Item).role as Role);
};

/** Access pattern "which of these boards are there, and have this person as a member": two read units a board. */
export const boardsWithMember = async (userId: string, boardIds: readonly string[]): Promise<Set<string>> => {
  const found: Attributes[] = [];
  // Two items a board, and a batch reads a hundred.
  for (let n = 0; n < boardIds.length; n += 50) {
    const keys = boardIds.slice(n, n + 50).flatMap((id) => [boardKeys(id), memberKeys(id, userId)]);
    found.push(...(await batchGet(keys)));
  }
  const has = (keys: { PK: string; SK: string }): boolean => itemOf(found, keys) !== undefined;
  return new Set(boardIds.filter((id) => has(boardKeys(id)) && has(memberKeys(id, userId))));
};

/** Access pattern "the members of a board", by user id. @throws Refusal `malformed-cursor` */
export const listMembers = (boardId: string, page: PageQuery): Promise<Page<Member>> =>
  queryRange(
    {
      name: `members ${boardId}`,
      partition: boardPartition(boardId),
      bounds: MEMBER_BOUNDS,
      newestFirst: false,
      position: /^.{1,255}$/s,
      positionOf: ({ SK = '' }) => idIn(SK),
      keyAt: (userId) => memberKeys(boardId, userId),
    },
    page,
    memberOf,
  );

/** Access pattern "the boards of a person", newest board first. @throws Refusal `malformed-cursor` */
export const listMemberships = (userId: string, page: PageQuery): Promise<Page<Member>> =>
  queryRange(
    {
      name: `boards of ${userId}`,
      index: 'GSI1',
      partition: userPartition(userId),
      bounds: BOARD_BOUNDS,
      newestFirst: true,
      position: ID_PATTERN,
      positionOf: ({ PK = '' }) => idIn(PK),
      keyAt: (boardId) => ({ ...memberKeys(boardId, userId), ...membershipKeys(boardId, userId) }),
    },
    page,
    memberOf,
  );

const IN_ROLE = {
  ConditionExpression: '#role = :from',
  ExpressionAttributeNames: { '#role': 'role' },
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
} as const;

const target = ({ boardId, userId }: Member) => ({
  TableName: table().TableName,
  Key: marshall(memberKeys(boardId, userId)),
});

/** From one role to another, as a part of a transaction or alone. */
export const changeRoleWrite = (member: Member, to: Role): Write => ({
  Update: {
    ...target(member),
    ...IN_ROLE,
    UpdateExpression: 'SET #role = :to',
    ExpressionAttributeValues: marshall({ ':from': member.role, ':to': to }),
  },
});

/** Out of the board, as a part of a transaction or alone. */
export const removeMemberWrite = (member: Member): Write => ({
  Delete: { ...target(member), ...IN_ROLE, ExpressionAttributeValues: marshall({ ':from': member.role }) },
});

/** Carries out one of the writes above by itself. @returns false when the member no longer has the role it says */
export const writeMember = async ({ Update, Delete }: Write): Promise<boolean> => {
  const { ReturnConsumedCapacity } = table();
  try {
    if (Update) await client().send(new UpdateItemCommand({ ...Update, ReturnConsumedCapacity } as UpdateInput));
    if (Delete) await client().send(new DeleteItemCommand({ ...Delete, ReturnConsumedCapacity }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return Delete !== undefined && isDeletedAlready(error);
    throw error;
  }
};

type UpdateInput = ConstructorParameters<typeof UpdateItemCommand>[0];
