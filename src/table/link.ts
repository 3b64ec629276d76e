import type { Link } from '../domain/link.ts';
import type { Page } from '../domain/page.ts';
import { nowInSeconds } from '../domain/time.ts';
import { boardPartition, idIn, LINK_BOUNDS, linkIndexSort, linkKeys } from './keys.ts';
import type { Item } from './kit/item.ts';
import { CONSISTENT, getItem } from './kit/read.ts';
import { IS_NEW, type PutWrite, put, remove, sendDelete, update, type Write } from './kit/write.ts';
import { type PageQuery, queryRange } from './query.ts';
import { isDeletedAlready } from './repetition.ts';

/** Reads what `putLinkWrite` stores. */
export const linkOf = (item: Item): Link => {
  const { PK, SK, GSI1PK, GSI1SK, ...link } = item as Record<'PK' | 'SK' | 'GSI1PK' | 'GSI1SK', string>;
  return { id: idIn(PK), boardId: idIn(GSI1PK), createdId: idIn(GSI1SK), ...link } as Link;
};

/** GSI1 lists the links of a board, share links and invites, newest first. */
const indexKeys = (boardId: string, createdId: string) => ({
  GSI1PK: boardPartition(boardId),
  GSI1SK: linkIndexSort(createdId),
});

/** TTL removes an expired link up to days later. */
const isAlive = ({ expiresAt }: Link): boolean => expiresAt === undefined || expiresAt > nowInSeconds();

/** A new link. */
export const putLinkWrite = ({ id, boardId, createdId, ...attributes }: Link): PutWrite =>
  put({ ...linkKeys(id), ...indexKeys(boardId, createdId), ...attributes }, IS_NEW);

/** Access pattern "what does this token open": one read unit. An expired link counts as missing. */
export const getLink = async (id: string): Promise<Link | undefined> => {
  const item = await getItem(linkKeys(id), CONSISTENT);
  const link = item && linkOf(item);
  return link && isAlive(link) ? link : undefined;
};

/**
 * Access pattern "the links of a board", newest first: share links and invites that have not expired.
 * @throws Refusal `malformed-cursor`
 */
export const listLinks = async (boardId: string, page: PageQuery): Promise<Page<Link>> => {
  const { items, nextCursor } = await queryRange(
    {
      name: `links ${boardId}`,
      index: 'GSI1',
      partition: boardPartition(boardId),
      bounds: LINK_BOUNDS,
      newestFirst: true,
      position: /^[0-7][0-9A-Z]{25}\.[0-9a-f]{64}$/,
      positionOf: ({ PK = '', GSI1SK = '' }) => `${idIn(GSI1SK)}.${idIn(PK)}`,
      keyAt: (position) => {
        const [createdId = '', id = ''] = position.split('.');
        return { ...linkKeys(id), ...indexKeys(boardId, createdId) };
      },
    },
    page,
    linkOf,
  );
  return { items: items.filter(isAlive), nextCursor };
};

/** Access pattern "revoke a link of a board". @returns false when the board has no link with this id */
export const deleteLink = async (boardId: string, id: string): Promise<boolean> => {
  const { refused } = await sendDelete(
    remove(linkKeys(id), { condition: 'GSI1PK = :board', values: { ':board': boardPartition(boardId) } }),
  );
  return !refused || isDeletedAlready(refused);
};

/** Uses an invite once, as a part of a transaction. Fails when no uses are left. */
export const useInviteWrite = (id: string): Write =>
  update(linkKeys(id), 'SET uses = uses - :one', {
    condition: 'uses >= :one AND (attribute_not_exists(expiresAt) OR expiresAt > :now)',
    values: { ':one': 1, ':now': nowInSeconds() },
  });
