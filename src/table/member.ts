import type { Member, Role } from '../domain/actor.ts';
import { ID_PATTERN } from '../domain/id.ts';
import type { Page } from '../domain/page.ts';
import { BOARD_BOUNDS, boardKeys, boardPartition, idIn, MEMBER_BOUNDS, memberKeys, userPartition } from './keys.ts';
import type { Item, Keys } from './kit/item.ts';
import { batchGet, CONSISTENT, getItem, itemOf } from './kit/read.ts';
import {
  type DeleteWrite,
  IS_NEW,
  type PutWrite,
  put,
  remove,
  sendDelete,
  sendUpdate,
  type UpdateWrite,
  update,
} from './kit/write.ts';
import { type PageQuery, queryRange } from './query.ts';
import { isDeletedAlready } from './repetition.ts';

/** Reads what `putMemberWrite` stores. */
export const memberOf = (item: Item): Member => {
  const { PK, SK, role } = item as Item & { role: Role };
  return { boardId: idIn(PK), userId: idIn(SK), role };
};

/** GSI1 lists the boards of a person, newest board first. */
const membershipKeys = (boardId: string, userId: string) => ({
  GSI1PK: userPartition(userId),
  GSI1SK: boardPartition(boardId),
});

/** A new member. */
export const putMemberWrite = ({ boardId, userId, role }: Member): PutWrite =>
  put({ ...memberKeys(boardId, userId), ...membershipKeys(boardId, userId), role }, IS_NEW);

/** Access pattern "is this person a member": one read unit. */
export const memberRole = async (boardId: string, userId: string): Promise<Role | undefined> => {
  const item = await getItem(memberKeys(boardId, userId), CONSISTENT);
  return item && memberOf(item).role;
};

/** Access pattern "which of these boards exist, and have this person as a member": two read units for each board. */
export const boardsWithMember = async (userId: string, boardIds: readonly string[]): Promise<Set<string>> => {
  const found: Item[] = [];
  // Each board has two items, and a batch reads a hundred.
  for (let n = 0; n < boardIds.length; n += 50) {
    const keys = boardIds.slice(n, n + 50).flatMap((id) => [boardKeys(id), memberKeys(id, userId)]);
    found.push(...(await batchGet(keys)));
  }
  const has = (keys: Keys): boolean => itemOf(found, keys) !== undefined;
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

const inRole = ({ role }: Member) => ({
  condition: '#role = :from',
  names: { '#role': 'role' },
  values: { ':from': role },
});

/** Changes a member's role, as a part of a transaction or alone. */
export const changeRoleWrite = (member: Member, to: Role): UpdateWrite => {
  const { values, ...on } = inRole(member);
  const keys = memberKeys(member.boardId, member.userId);
  return update(keys, 'SET #role = :to', { ...on, values: { ...values, ':to': to } });
};

/** Removes a member from the board, as a part of a transaction or alone. */
export const removeMemberWrite = (member: Member): DeleteWrite =>
  remove(memberKeys(member.boardId, member.userId), inRole(member));

/** Sends one of the writes above alone. @returns false when the member no longer has the expected role */
export const writeMember = async (write: UpdateWrite | DeleteWrite): Promise<boolean> => {
  if ('Update' in write) return !(await sendUpdate(write)).refused;
  const { refused } = await sendDelete(write);
  return !refused || isDeletedAlready(refused);
};
