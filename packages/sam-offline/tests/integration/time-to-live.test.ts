import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { waitFor } from '../../testing/wait-for.ts';
import { type Stream, useStreams } from '../support/streams.ts';

const YEAR_S = 365 * 24 * 3_600;
const SERVICE = { principalId: 'dynamodb.amazonaws.com', type: 'Service' };

describe('items of the embedded database whose time is over', () => {
  const open = useStreams();
  const now = Math.floor(Date.now() / 1_000);
  const until = (time: number): Record<string, AttributeValue> => ({ expiresAt: { N: String(time) } });
  const sweep = (stream: Stream) => stream.sweep({ everyMs: 5, now: () => now * 1_000 });
  const isGone = (stream: Stream, id: string) => waitFor(`the end of ${id}`, async () => !(await stream.exists(id)));

  test('are deleted, and others are not', async () => {
    const stream = await open();
    await stream.put('over', until(now - 1));
    await stream.put('not yet', until(now));
    await stream.put('ancient', until(now - 6 * YEAR_S));
    await stream.put('text', { expiresAt: { S: String(now - 1) } });
    await stream.putAll('forever');
    sweep(stream);
    await isGone(stream, 'over');
    await stream.put('later', until(now - 2));
    await isGone(stream, 'later');
    for (const id of ['not yet', 'ancient', 'text', 'forever']) expect(await stream.exists(id)).toBe(true);
    expect(stream.errors).toEqual([]);
  });

  test('are found on every page of a large table', async () => {
    const stream = await open();
    for (let n = 0; n < 8; n += 1) await stream.put(`big ${n}`, { text: { S: 'x'.repeat(300_000) } });
    const ids = Array.from({ length: 6 }, (_, n) => `over ${n}`);
    for (const id of ids) await stream.put(id, { ...until(now - 1), text: { S: 'x'.repeat(300_000) } });
    sweep(stream);
    for (const id of ids) await isGone(stream, id);
  });

  test('are deleted by the service in the eyes of every function, and by nobody named where a person does it', async () => {
    const stream = await open();
    await stream.put('over', until(now - 1));
    await stream.put('removed', until(now - 1));
    await stream.put('alive', until(now + 1_000));
    await stream.remove('removed');
    await stream.remove('alive');
    sweep(stream);
    await isGone(stream, 'over');
    stream.start();
    await stream.received(6);
    const removals = stream.records().filter(({ eventName }) => eventName === 'REMOVE');
    expect(removals.map(({ dynamodb, userIdentity }) => [dynamodb?.Keys?.id?.S, userIdentity])).toEqual([
      ['removed', undefined],
      ['alive', undefined],
      ['over', SERVICE],
    ]);
  });

  test('can be told from others by a filter', async () => {
    const pattern = JSON.stringify({ userIdentity: { type: ['Service'], principalId: ['dynamodb.amazonaws.com'] } });
    const stream = await open(
      `StartingPosition: TRIM_HORIZON, FilterCriteria: { Filters: [{ Pattern: '${pattern}' }] }`,
    );
    await stream.put('removed', until(now - 1));
    await stream.remove('removed');
    await stream.put('over', until(now - 1));
    sweep(stream);
    stream.start();
    expect(await stream.received(1)).toEqual([['over']]);
  });

  test('leave no mark on what has their key later, until that expires as well', async () => {
    const stream = await open();
    sweep(stream);
    await stream.put('again', until(now - 1));
    await isGone(stream, 'again');
    await stream.put('again', until(now + 1_000));
    await stream.remove('again');
    await stream.put('again', until(now - 2));
    await isGone(stream, 'again');
    stream.start();
    await stream.received(6);
    const removals = stream.records().filter(({ eventName }) => eventName === 'REMOVE');
    expect(removals.map(({ userIdentity }) => userIdentity)).toEqual([SERVICE, undefined, SERVICE]);
  });
});
