import { join, newBoard, share, write } from '../support/boards.ts';
import { done } from '../support/calls.ts';
import { each, guest, named, type Person, person } from '../support/people.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();

const mine = async (who: Person, query: Record<string, string> = {}) => {
  const body = await done(who.call('GET /users/me/messages', { query }));
  return { texts: each(body, 'messages', 'text'), boards: each(body, 'messages', 'boardId'), cursor: body.nextCursor };
};

/** A person who wrote `1` to `6`, in turns on two boards with messages of others. */
const author = async () => {
  const [ada, eve] = await Promise.all([named('Ada'), named('Eve')]);
  const boards = [await newBoard(ada), await newBoard(eve)] as const;
  await join(eve, boards[1], ada, 'editor');
  for (const n of [1, 2, 3, 4, 5, 6]) await write(ada, n % 2 ? boards[0] : boards[1], { text: `${n}` });
  await write(eve, boards[1], { text: 'not mine' });
  return { ada, eve, boards };
};

describe('GET /users/me/messages', () => {
  test('lists the caller’s messages from all boards, newest first, three by default', async () => {
    const { ada, eve, boards } = await author();
    const [a, b] = boards;
    expect(await mine(ada)).toMatchObject({ texts: ['6', '5', '4'], boards: [b, a, b] });
    expect(await mine(eve)).toEqual({ texts: ['not mine'], boards: [b], cursor: null });
    expect(await mine(person())).toEqual({ texts: [], boards: [], cursor: null });
  });

  test('goes on with the cursor, each message once, whatever is written meanwhile', async () => {
    const { ada, boards } = await author();
    const seen: unknown[] = [];
    let cursor: unknown = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof mine>> = await mine(ada, {
        limit: '4',
        ...(cursor ? { cursor: String(cursor) } : {}),
      });
      seen.push(...page.texts);
      cursor = page.cursor;
      await write(ada, boards[0], { text: 'meanwhile' });
    }
    expect(seen).toEqual(['6', '5', '4', '3', '2', '1']);
  });

  test('is one Query of the index, and one batch of the boards', async () => {
    const { ada } = await author();
    const cost = await capacityOf(() => mine(ada));
    expect(cost.map(({ operation }) => operation)).toEqual(['Query', 'BatchGetItem']);
    expect(Object.keys(cost[0]?.indexes ?? {})).toEqual(['GSI1']);
    expect(cost[0]?.units).toBe(0.5);
  });

  test('shows edits, and no deleted or expired messages', async () => {
    const ada = await named('Ada');
    const boardId = await newBoard(ada);
    const [edited, deleted] = [await write(ada, boardId), await write(ada, boardId)];
    await write(ada, boardId, { expiresInSeconds: 60 });
    const path = (messageId = '') => ({ path: { boardId, messageId } });
    await done(ada.call('PATCH /boards/{boardId}/messages/{messageId}', { ...path(edited), body: { text: 'Edited' } }));
    await done(ada.call('DELETE /boards/{boardId}/messages/{messageId}', path(deleted)));
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 62_000);
    const { texts } = await mine(ada);
    clock.mockRestore();
    expect(texts).toEqual(['Edited']);
  });

  test('leaves out the messages of a deleted board, page by page', async () => {
    const { ada, boards } = await author();
    await done(ada.call('DELETE /boards/{boardId}', { path: { boardId: boards[0] } }));
    const first = await mine(ada, { limit: '4' });
    const rest = await mine(ada, { limit: '4', cursor: String(first.cursor) });
    expect([first.texts, rest.texts, rest.cursor]).toEqual([['6', '4'], ['2'], null]);
  });

  test('leaves out the messages of a board that the caller has left, until they are a member again', async () => {
    const { ada, eve, boards } = await author();
    const path = { boardId: boards[1], userId: ada.userId };
    await done(eve.call('DELETE /boards/{boardId}/members/{userId}', { path }));
    expect((await mine(ada, { limit: '9' })).texts).toEqual(['5', '3', '1']);
    await join(eve, boards[1], ada, 'viewer');
    expect((await mine(ada, { limit: '9' })).texts).toEqual(['6', '5', '4', '3', '2', '1']);
  });

  test('does not attribute guests’ messages to anyone', async () => {
    const ada = await named('Ada');
    const { token } = await share(ada, await newBoard(ada), 'write');
    await done(guest.call('POST /shared/{token}/messages', { path: { token }, body: { author: 'Ada', text: 'x' } }));
    expect((await mine(ada)).texts).toEqual([]);
  });

  test('refuses another person’s cursor, and people who are not signed in', async () => {
    const [one, two] = [await author(), await author()];
    const { cursor } = await mine(one.ada);
    expect(await two.ada.call('GET /users/me/messages', { query: { cursor: String(cursor) } })).toMatchObject({
      status: 400,
      body: { code: 'malformed-cursor' },
    });
    expect((await guest.call('GET /users/me/messages')).status).toBe(401);
  });
});
