import { newId } from '../../src/domain/id.ts';
import { encodeCursor } from '../../src/table/cursor.ts';
import * as keys from '../../src/table/keys.ts';
import { transact } from '../../src/table/kit/transaction.ts';
import { putMemberWrite } from '../../src/table/member.ts';
import { queryRange, type Range } from '../../src/table/query.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();
const boardId = newId();
const people = ['ada', 'bob', 'eve', 'grace', 'olga'];

describe('a range of the table', () => {
  let ranges: Record<'inTable' | 'inIndex', Range>;

  beforeAll(async () => {
    const place = (userId: string) => ({ boardId, userId, role: 'viewer' as const });
    const boardsOfAda = [newId(), newId()].map((id) => ({ ...place('ada'), boardId: id }));
    for (const member of [...people.map(place), ...boardsOfAda]) {
      await transact({ member: putMemberWrite(member) });
    }
    ranges = {
      inTable: {
        name: 'some of the members',
        partition: keys.boardPartition(boardId),
        bounds: { first: 'MEMBER#bob', last: 'MEMBER#grace' },
        newestFirst: false,
        position: /^[a-z]+$/,
        positionOf: ({ SK = '' }) => keys.idIn(SK),
        keyAt: (userId) => keys.memberKeys(boardId, userId),
      },
      inIndex: {
        name: 'boards of ada',
        index: 'GSI1',
        partition: keys.userPartition('ada'),
        bounds: keys.BOARD_BOUNDS,
        newestFirst: true,
        position: /^.{26}$/,
        positionOf: ({ PK = '' }) => keys.idIn(PK),
        keyAt: (id) => ({
          ...keys.memberKeys(id, 'ada'),
          GSI1PK: keys.userPartition('ada'),
          GSI1SK: keys.boardPartition(id),
        }),
      },
    };
  });

  /** The pages of a range, ten at most, with the positions of their items. */
  const pages = async (range: Range, limit: number, name: 'SK' | 'PK'): Promise<(string | undefined)[][]> => {
    const read: (string | undefined)[][] = [];
    let cursor: string | undefined;
    do {
      const page = await queryRange(range, { limit, cursor }, (item) => item[name].replace(/^.*#/, ''));
      read.push(page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor && read.length < 10);
    return read;
  };

  test('is read page by page within its bounds, which are part of it', async () => {
    expect(await pages(ranges.inTable, 2, 'SK')).toEqual([['bob', 'eve'], ['grace']]);
    expect(await pages({ ...ranges.inTable, newestFirst: true }, 2, 'SK')).toEqual([['grace', 'eve'], ['bob']]);
    expect(await pages(ranges.inTable, 10, 'SK')).toEqual([['bob', 'eve', 'grace']]);
  });

  test('may be one of the index, newest first', async () => {
    const [all = []] = await pages(ranges.inIndex, 10, 'PK');
    expect(all).toHaveLength(3);
    expect(all).toEqual([...all].sort().reverse());
    expect((await pages(ranges.inIndex, 1, 'PK')).flat()).toEqual(all);
  });

  test('without messages is one empty page', async () => {
    const empty = { ...ranges.inTable, partition: 'BOARD#none' };
    expect(await queryRange(empty, { limit: 2 }, (item) => item)).toEqual({ items: [], nextCursor: null });
  });

  test.each([
    ['of another list', encodeCursor('another list', 'eve')],
    ['that is no position of it', encodeCursor('some of the members', 'EVE')],
    ['that is empty', ''],
  ])('refuses a cursor %s', async (_, cursor) => {
    await expect(queryRange(ranges.inTable, { limit: 2, cursor }, (item) => item)).rejects.toEqual(
      expect.objectContaining({ code: 'malformed-cursor' }),
    );
  });
});
