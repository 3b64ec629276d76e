import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { newId } from '../../src/domain/id.ts';
import { encodeCursor } from '../../src/table/cursor.ts';
import type { Range } from '../../src/table/query.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

const table = useWhiteboard();
const boardId = newId();
const people = ['ada', 'bob', 'eve', 'grace', 'olga'];

describe('a range of the table', () => {
  let queryRange: typeof import('../../src/table/query.ts').queryRange;
  let ranges: Record<'inTable' | 'inIndex', Range>;

  beforeAll(async () => {
    const [query, keys, members, { transact }] = await Promise.all([
      import('../../src/table/query.ts'),
      import('../../src/table/keys.ts'),
      import('../../src/table/member.ts'),
      import('../../src/table/transaction.ts'),
    ]);
    ({ queryRange } = query);
    const place = (userId: string) => ({ boardId, userId, role: 'viewer' as const });
    await transact(people.map((userId) => members.putMemberWrite(place(userId))));
    await transact([newId(), newId()].map((id) => members.putMemberWrite({ ...place('ada'), boardId: id })));
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

  /** The pages of a range, ten at most, each of what is left of its keys in `name`. */
  const pages = async (range: Range, limit: number, name: 'SK' | 'PK'): Promise<(string | undefined)[][]> => {
    const read: (string | undefined)[][] = [];
    let cursor: string | undefined;
    do {
      const page = await queryRange(range, { limit, cursor }, (item) => item[name]?.S?.replace(/^.*#/, ''));
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

  test('that holds nothing is one empty page', async () => {
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

describe('a page of messages', () => {
  /** Rounds of 1, 2, 4, 8, 16, 32 and 64 items and one of 100, the most of a page. */
  const EIGHT_ROUNDS = 227;
  const crowded = newId();
  let listMessagePage: typeof import('../../src/table/message-lists.ts').listMessagePage;

  beforeAll(async () => {
    const [items, { client }, lists] = await Promise.all([
      import('../../src/table/message-item.ts'),
      import('../../src/table/client.ts'),
      import('../../src/table/message-lists.ts'),
    ]);
    ({ listMessagePage } = lists);
    const lasting = ['oldest', 'old'].map((text) => ({ text }));
    const over = Array.from({ length: EIGHT_ROUNDS }, (_, n) => ({ text: `over ${n}`, expiresAt: 1 }));
    const puts = [...lasting, ...over].map((content) => ({
      PutRequest: {
        Item: items.toItem({ message: { id: newId(), boardId: crowded, author: 'Ada', version: 1, ...content } }),
      },
    }));
    for (let n = 0; n < puts.length; n += 25) {
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table.tableName]: puts.slice(n, n + 25) } }));
    }
  });

  test('reads past messages whose time is over in eight growing rounds, and goes on in the next page', async () => {
    let page: Awaited<ReturnType<typeof listMessagePage>> | undefined;
    const rounds = await capacityOf(async () => {
      page = await listMessagePage({ boardId: crowded }, { limit: 1 });
    });
    expect(rounds).toHaveLength(8);
    expect(page).toEqual({ items: [], nextCursor: expect.any(String) });
    const next = await listMessagePage({ boardId: crowded }, { limit: 1, cursor: page?.nextCursor ?? '' });
    expect(next.items.map(({ text }) => text)).toEqual(['old']);
    const last = await listMessagePage({ boardId: crowded }, { limit: 1, cursor: next.nextCursor ?? '' });
    expect(last.items.map(({ text }) => text)).toEqual(['oldest']);
  });

  test('is no fuller than asked for, although a round of it reads more', async () => {
    const page = await listMessagePage({ boardId: crowded }, { limit: 2 });
    expect(page.items.map(({ text }) => text)).toEqual(['old', 'oldest']);
    const { cursorAfter } = await import('../../src/table/message-lists.ts');
    const first = await listMessagePage({ boardId: crowded }, { limit: 100 });
    expect(first.items.map(({ text }) => text)).toEqual(['old', 'oldest']);
    const cursor = cursorAfter(crowded, first.items[0]?.id ?? '');
    const rest = await listMessagePage({ boardId: crowded }, { limit: 1, cursor });
    expect(rest.items.map(({ text }) => text)).toEqual(['oldest']);
  });
});
