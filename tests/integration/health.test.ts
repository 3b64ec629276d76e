import { version } from '../../package.json';
import { functionEnvironment, invoke, useWhiteboard } from '../support/whiteboard.ts';

describe('health', () => {
  const board = useWhiteboard();

  test('GET /health names the version', async () => {
    expect(await invoke('health', { path: '/health' })).toMatchObject({ status: 200, body: { status: 'ok', version } });
  });

  test('GET /health/ready reads the table', async () => {
    expect(await invoke('health-ready', { path: '/health/ready' })).toMatchObject({ status: 200 });
  });

  test.each([
    ['nobody listens', 'http://127.0.0.1:1', 'Whiteboard'],
    ['the table is not there', '', 'Missing'],
  ])('GET /health/ready is 503 with Retry-After when %s', async (_, endpoint, table) => {
    Object.assign(process.env, functionEnvironment(endpoint || board.endpoint, table));
    const answer = await invoke('health-ready', { path: '/health/ready' });
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, body: { code: 'unavailable' } });
    const line = board.logged.at(-1);
    expect(line).toMatchObject({ event: 'request', status: 503, error: { cause: { name: expect.any(String) } } });
  });
});
