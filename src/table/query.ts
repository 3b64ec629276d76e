import type { Page } from '../domain/page.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Item } from './kit/item.ts';
import { queryItems } from './kit/read.ts';

type Key = Record<string, string>;

/**
 * A list that is one range of one partition, of the table or of GSI1. `name` distinguishes its cursors from those of
 * other lists. A position is the part of a key that the list's path does not determine: `positionOf` takes it from a
 * key, `keyAt` is the inverse.
 */
export type Range = {
  name: string;
  index?: 'GSI1';
  partition: string;
  bounds: { first: string; last: string };
  newestFirst: boolean;
  /** The pattern of a position. DynamoDB answers an invalid start key with an error. */
  position: RegExp;
  positionOf: (key: Key) => string;
  keyAt: (position: string) => Key;
};

export type PageQuery = { limit: number; cursor?: string | undefined };

/** One page of a range by one Query. `read` converts each item. @throws Refusal `malformed-cursor` */
export const queryRange = async <T>(range: Range, page: PageQuery, read: (item: Item) => T): Promise<Page<T>> => {
  const { name, index, partition, bounds, newestFirst } = range;
  const after = page.cursor === undefined ? undefined : range.keyAt(decodeCursor(name, page.cursor, range.position));
  const { limit } = page;
  const { items, next } = await queryItems({ index, partition, bounds, backwards: newestFirst, limit, after });
  return { items: items.map(read), nextCursor: next ? encodeCursor(name, range.positionOf(next)) : null };
};
