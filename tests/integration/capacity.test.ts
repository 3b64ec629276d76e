import { capacityOf, invoke, useWhiteboard } from '../support/whiteboard.ts';

const post = (text: string) =>
  invoke('post-message', { method: 'POST', path: '/messages', body: { author: 'Ada', text } });
const list = (limit: string) => invoke('list-messages', { path: '/messages', query: { limit } });

describe('what a request costs, as DynamoDB reports it', () => {
  useWhiteboard();

  test('an anonymous post of up to 1 KB: 1 write unit, no index', async () => {
    expect(await capacityOf(() => post('x'.repeat(900)))).toEqual([{ operation: 'PutItem', units: 1, indexes: {} }]);
  });

  test('the newest three of a large board: 0.5 read units, in one Query', async () => {
    await Promise.all(Array.from({ length: 300 }, () => post('y'.repeat(900))));
    expect(await capacityOf(() => list('3'))).toEqual([{ operation: 'Query', units: 0.5, indexes: {} }]);
  });

  test('a longer page: 0.5 read units per started 4 KB returned', async () => {
    const sizes = 40 * 1_000;
    const [query] = await capacityOf(() => list('40'));
    expect(query?.units).toBe(0.5 * Math.ceil(sizes / 4_096));
  });

  test('being ready: half a read unit; being alive: nothing', async () => {
    expect(await capacityOf(() => invoke('health-ready', { path: '/health/ready' }))).toEqual([
      { operation: 'GetItem', units: 0.5, indexes: {} },
    ]);
    expect(await capacityOf(() => invoke('health', { path: '/health' }))).toEqual([]);
  });
});
