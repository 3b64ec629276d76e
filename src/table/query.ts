import type { Page } from '../domain/page.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Item } from './kit/item.ts';
import { queryItems } from './kit/read.ts';

type Key = Record<string, string>;

/**
 * A list that is one range of one partition, of the table or of GSI1. `name` tells its cursors from those of others. A
 * position in it is what the list's path does not say of a key: `positionOf` takes it from one, `keyAt` is the inverse.
 */
export type Range = {
  name: string;
  index?: 'GSI1';
  partition: string;
  bounds: { first: string; last: string };
  newestFirst: boolean;
  /** What a position of this list looks like: a start key that could be none would be an error of DynamoDB. */
  position: RegExp;
  positionOf: (key: Key) => string;
  keyAt: (position: string) => Key;
};

export type PageQuery = { limit: number; cursor?: string | undefined };

/** One page of a range by one Query, each item made into what `read` says. @throws Refusal `malformed-cursor` */
export const queryRange = async <T>(range: Range, page: PageQuery, read: (item: Item) => T): Promise<Page<T>> => {
  const { name, index, partition, bounds, newestFirst } = range;
  const after = page.cursor === undefined ? undefined : range.keyAt(decodeCursor(name, page.cursor, range.position));
  const { limit } = page;
  const { items, next } = await queryItems({ index, partition, bounds, backwards: newestFirst, limit, after });
  return { items: items.map(read), nextCursor: next ? encodeCursor(name, range.positionOf(next)) : null };
};
