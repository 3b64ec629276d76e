import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { type Runner, startRunner } from '../../support/runner.ts';
import { refusedClient } from '../../support/websocket.ts';

/** What GET /health answers to a Host of one's choice. */
const health = async (url: string, host: string) => {
  const sent = request(`${url}/health`, { headers: { host } }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: JSON.parse((await answer.toArray()).join('')) };
};

describe('npm start', () => {
  let runner: Runner | undefined;
  afterEach(() => runner?.stop());
  const webSocket = ({ output }: Runner) => /wss?:\/\/\S+/.exec(output())?.[0] ?? '';

  test('serves no name that a web page could bring here, and says what to do', async () => {
    runner = await startRunner(['--memory', '--no-watch']);
    const message =
      'The local runner serves no evil.example:3000; call it localhost, or start it with --host to open it to others';
    expect(await health(runner.url, 'evil.example:3000')).toEqual({ status: 403, body: { message } });
    expect(await health(runner.url, 'localhost:1')).toMatchObject({ status: 200 });
    expect(await health(runner.url, '[::1]')).toMatchObject({ status: 200 });
    const refused = await refusedClient(webSocket(runner), { host: 'evil.example' });
    expect(refused.status).toBe(403);
  });

  test('serves every name once --host opens it', async () => {
    runner = await startRunner(['--memory', '--no-watch', '--host', '0.0.0.0']);
    expect(await health(runner.url, 'board.example')).toMatchObject({ status: 200 });
  });
});
