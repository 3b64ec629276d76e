import { encodeCursor } from '../../src/table/cursor.ts';
import { list, patch, posted, remove, token } from '../support/messages.ts';
import { capacityOf, useWhiteboard } from '../support/whiteboard.ts';

useWhiteboard();

/** Posts one message an hour, at noon, one o'clock and so on. */
const NOON = Date.UTC(2020, 10, 21, 12);
const at = (hours: number) => new Date(NOON + hours * 3_600_000).toISOString();

describe('GET /messages?open=true', () => {
  test('lists the open tasks alone, newest first; ticking off takes out, unticking puts back', async () => {
    const first = await posted({ text: 'first', task: true });
    await posted({ text: 'no task' });
    const second = await posted({ text: 'second', task: true });
    expect((await list({ open: 'true' })).texts).toEqual(['second', 'first']);

    expect((await patch(second.id, { done: true }, token(second))).body).toMatchObject({ done: true, version: 2 });
    expect((await list({ open: 'true' })).texts).toEqual(['first']);

    await patch(second.id, { done: false, text: 'second again' }, token(second));
    expect((await list({ open: 'true' })).texts).toEqual(['second again', 'first']);

    await patch(second.id, { done: null }, token(second));
    await remove(first.id, token(first));
    expect((await list({ open: 'true' })).texts).toEqual([]);
    expect((await list()).texts).toEqual(['second again', 'no task']);
  });

  test('pages with a cursor of its own', async () => {
    for (const text of ['a', 'b', 'c']) await posted({ text, task: true });
    const page = await list({ open: 'true', limit: '2' });
    expect(page.texts).toEqual(['c', 'b']);
    const cursor = page.cursor ?? '';
    expect((await list({ open: 'true', limit: '2', cursor })).texts).toEqual(['a']);
    expect(await list({ limit: '2', cursor })).toMatchObject({ status: 400, body: { code: 'malformed-cursor' } });
  });

  test.each(['false', '', 'TRUE', '1'])('refuses open=%s', async (open) => {
    expect(await list({ open })).toMatchObject({ status: 422, body: { errors: [{ parameter: 'open' }] } });
  });
});

describe('GET /messages?since=…&until=…', () => {
  beforeAll(async () => {
    const clock = jest.spyOn(Date, 'now');
    for (const hour of [0, 1, 2, 3]) {
      clock.mockReturnValue(NOON + 3_600_000 * hour);
      // In a function of its own each time: within a process ids never step back behind the tests before.
      await jest.isolateModulesAsync(() =>
        posted({ text: `hour ${hour}`, task: hour % 2 === 1 }).then(() => undefined),
      );
    }
    clock.mockRestore();
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['from a time on', { since: at(2), until: at(5) }, ['hour 3', 'hour 2']],
    ['before a time', { since: at(0), until: at(2) }, ['hour 1', 'hour 0']],
    ['between two', { since: at(1), until: at(3) }, ['hour 2', 'hour 1']],
    ['in another zone', { since: '2020-11-21T15:00:00+02:00', until: '2020-11-21T09:00:00-05:00' }, ['hour 1']],
    ['with open tasks alone', { open: 'true', since: at(0), until: at(3) }, ['hour 1']],
    ['before all time', { until: '0001-01-01T00:00:00Z' }, []],
  ])('%s', async (_, query, texts) => expect((await list(query)).texts).toEqual(texts));

  test('pages within its times', async () => {
    const query = { since: at(0), until: at(4), limit: '3' };
    const page = await list(query);
    expect(page.texts).toEqual(['hour 3', 'hour 2', 'hour 1']);
    expect((await list({ ...query, cursor: page.cursor ?? '' })).texts).toEqual(['hour 0']);
    expect((await list({ limit: '3', cursor: page.cursor ?? '' })).status).toBe(400);
  });

  test('refuses a made-up cursor that points outside of its times', async () => {
    const name = JSON.stringify(['messages', 'main', false, NOON, NOON + 3_600_000]);
    const cursor = encodeCursor(name, '7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
    expect(await list({ since: at(0), until: at(1), cursor })).toMatchObject({
      status: 400,
      body: { code: 'malformed-cursor' },
    });
  });

  test('is read with all that was written before, for twice the price, when it must be fresh', async () => {
    const [plain] = await capacityOf(() => list({ limit: '3' }));
    const [fresh] = await capacityOf(() => list({ limit: '3', fresh: 'true' }));
    expect([plain?.units, fresh?.units]).toEqual([0.5, 1]);
  });

  test.each<[Record<string, string>, string, RegExp]>([
    [{ since: 'yesterday' }, 'since', /RFC 3339/],
    [{ since: '2026-11-21' }, 'since', /RFC 3339/],
    [{ until: '2026-11-21T12:00:00 02:00' }, 'until', /%2B/],
    [{ since: at(2), until: at(1) }, 'until', /later/],
    [{ author: 'Ada' }, 'author', /unknown query parameter/],
    [{ fresh: 'yes' }, 'fresh', /can only be true/],
    [{ fresh: 'true', open: 'true' }, 'fresh', /a moment behind/],
  ])('refuses %j', async (query, parameter, detail) => {
    const { status, body } = await list(query);
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ parameter, detail: expect.stringMatching(detail) }]);
  });
});
