import { list, patch, posted, read, remove, token } from '../support/messages.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();

let clock: jest.SpyInstance;
beforeEach(() => {
  clock = jest.spyOn(Date, 'now');
});
afterEach(() => clock.mockRestore());

/** Lets the clock stand at a time; the item stays in the table, as it may for days before TTL removes it. */
const stopClockAt = (time: number) => clock.mockReturnValue(time);

describe('an expired message', () => {
  test('is gone from every read and every write at that moment', async () => {
    const message = (await posted({ task: true, expiresInSeconds: 60 })) as Awaited<ReturnType<typeof posted>> & {
      expiresAt: string;
    };
    const end = Date.parse(message.expiresAt);

    stopClockAt(end - 1);
    expect((await read(message.id)).status).toBe(200);
    expect((await list()).messages).toHaveLength(1);
    expect((await list({ open: 'true' })).messages).toHaveLength(1);

    stopClockAt(end);
    expect((await read(message.id)).status).toBe(404);
    expect((await list()).messages).toEqual([]);
    expect((await list({ open: 'true' })).messages).toEqual([]);
    expect((await patch(message.id, { text: 'x' }, token(message))).status).toBe(404);
    expect((await patch(message.id, { expiresAt: null }, token(message))).status).toBe(404);
    expect((await remove(message.id, token(message))).status).toBe(404);
  });

  test('may be given more time before, or all the time', async () => {
    const message = await posted({ expiresInSeconds: 60 });
    const later = new Date(Date.now() + 3_600_500).toISOString();
    const { body } = await patch(message.id, { expiresAt: later }, token(message));
    expect(Date.parse(String(body.expiresAt))).toBe(Math.ceil(Date.parse(later) / 1_000) * 1_000);
    expect((await patch(message.id, { expiresAt: null }, token(message))).body).not.toHaveProperty('expiresAt');
  });
});

describe('a page', () => {
  test('is full although newer messages have expired, and costs one Query if none has', async () => {
    for (const text of ['1', '2', '3', '4']) await posted({ text: `lasting ${text}` });
    await Promise.all(Array.from({ length: 20 }, () => posted({ expiresInSeconds: 60 })));
    stopClockAt(Date.now() + 120_000);
    const page = await list({ limit: '3' });
    expect(page.texts).toEqual(['lasting 4', 'lasting 3', 'lasting 2']);
    const rest = await list({ limit: '3', cursor: page.cursor ?? '' });
    expect(rest.texts[0]).toBe('lasting 1');
    expect(await capacityOf(() => list({ limit: '1', cursor: page.cursor ?? '' }))).toHaveLength(1);
  });
});
