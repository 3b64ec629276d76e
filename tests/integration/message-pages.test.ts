import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { idsFrom, newId, timeOfId } from '../../src/domain/id.ts';
import { encodeCursor } from '../../src/table/cursor.ts';
import { client } from '../../src/table/kit/client.ts';
import { spelled } from '../../src/table/kit/item.ts';
import { toItem } from '../../src/table/message-item.ts';
import { cursorAfter, listMessagePage, type MessageList } from '../../src/table/message-lists.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

const table = useWhiteboard();

describe('a page of messages', () => {
  const write = async (boardId: string, contents: { text: string; expiresAt?: number }[]): Promise<string[]> => {
    const messages = contents.map((content) => ({ id: newId(), boardId, author: 'Ada', version: 1, ...content }));
    const puts = messages.map((message) => ({ PutRequest: { Item: spelled(toItem({ message })) } }));
    for (let n = 0; n < puts.length; n += 25) {
      await client().send(new BatchWriteItemCommand({ RequestItems: { [table.tableName]: puts.slice(n, n + 25) } }));
    }
    return messages.map(({ id }) => id);
  };

  const read = async (list: MessageList, limit: number, cursor?: string | null) => {
    let page: Awaited<ReturnType<typeof listMessagePage>> | undefined;
    const rounds = await capacityOf(async () => {
      page = await listMessagePage(list, { limit, cursor: cursor ?? undefined });
    });
    return { texts: page?.items.map(({ text }) => text), cursor: page?.nextCursor, rounds: rounds.length };
  };
  const over = (count: number) => Array.from({ length: count }, (_, n) => ({ text: `over ${n}`, expiresAt: 1 }));

  test('reads past expired messages in eight growing rounds, and continues in the next page', async () => {
    const boardId = newId();
    // Rounds of 1, 2, 4, 8, 16, 32 and 64 items and one of 100, the most of a page.
    await write(boardId, [{ text: 'oldest' }, { text: 'old' }, ...over(227)]);
    const page = await read({ boardId }, 1);
    expect(page).toEqual({ texts: [], cursor: expect.any(String), rounds: 8 });
    const next = await read({ boardId }, 1, page.cursor);
    expect(next).toEqual({ texts: ['old'], cursor: expect.any(String), rounds: 1 });
    expect((await read({ boardId }, 1, next.cursor)).texts).toEqual(['oldest']);
    expect((await read({ boardId }, 100)).texts).toEqual(['old', 'oldest']);
  });

  test('is no fuller than asked for, and goes on after its last message, although a round read more', async () => {
    const boardId = newId();
    await write(boardId, [{ text: '1' }, { text: '2' }, { text: '3' }, { text: '4' }, ...over(2)]);
    const page = await read({ boardId }, 2);
    expect(page).toEqual({ texts: ['4', '3'], cursor: expect.any(String), rounds: 2 });
    const again = await read({ boardId }, 1);
    expect(again).toEqual({ texts: ['4'], cursor: expect.any(String), rounds: 2 });
    expect((await read({ boardId }, 1, again.cursor)).texts).toEqual(['3']);
    expect((await read({ boardId }, 2, page.cursor)).texts).toEqual(['2', '1']);
  });

  test('is the last one if the list ends with it', async () => {
    const boardId = newId();
    await write(boardId, [{ text: 'only' }, ...over(1)]);
    expect(await read({ boardId }, 1)).toEqual({ texts: ['only'], cursor: null, rounds: 2 });
  });

  test('begins after the cursor that names its list, which stays the same from one deployment to the next', async () => {
    const boardId = newId();
    const [first = '', second = ''] = await write(boardId, [{ text: '1' }, { text: '2' }]);
    expect(cursorAfter(boardId, second)).toBe(
      encodeCursor(JSON.stringify(['messages', boardId, false, null, null]), second),
    );
    expect((await read({ boardId }, 1, cursorAfter(boardId, second))).texts).toEqual(['1']);
    expect((await read({ boardId }, 1, cursorAfter(boardId, first))).texts).toEqual([]);
  });

  describe('within times', () => {
    const boardId = newId();
    const [since, until] = [1_000_000, 2_000_000];
    const malformed = expect.objectContaining({ code: 'malformed-cursor' });
    const idAt = (time: number): string => `${idsFrom(time)}${'0'.repeat(16)}`;
    const cursorOf = (times: (number | null)[], id: string) =>
      encodeCursor(JSON.stringify(['messages', boardId, false, ...times]), id);

    test('takes a cursor of the same times alone', async () => {
      const id = idAt(1_500_000);
      expect(timeOfId(id).getTime()).toBe(1_500_000);
      for (const [list, times] of [
        [{ since }, [since, null]],
        [{ until }, [null, until]],
        [{ since, until }, [since, until]],
      ] as const) {
        const cursor = cursorOf([...times], id);
        expect((await read({ boardId, ...list }, 1, cursor)).texts).toEqual([]);
        await expect(read({ boardId }, 1, cursor)).rejects.toEqual(malformed);
        await expect(read({ boardId, since: 1, until: 2 }, 1, cursor)).rejects.toEqual(malformed);
      }
    });

    test.each([
      ['before them', since - 1],
      ['at their end', until],
      ['after them', until + 1],
    ])('refuses a cursor %s', async (_, time) => {
      const cursor = cursorOf([since, until], idAt(time));
      await expect(read({ boardId, since, until }, 1, cursor)).rejects.toEqual(malformed);
    });

    test('takes a cursor at their beginning', async () => {
      expect((await read({ boardId, since, until }, 1, cursorOf([since, until], idAt(since)))).texts).toEqual([]);
    });
  });
});
