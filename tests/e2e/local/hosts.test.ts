import { once } from 'node:events';
import { type IncomingMessage, type RequestOptions, request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { refusedClient } from 'sam-offline/testing/websocket-client';
import { type RunnerHere, startRunnerHere } from '../../support/runner-here.ts';

/** What is answered to a Host of one's choice. */
const ask = async (url: string, host: string, options: RequestOptions = {}, body = '') => {
  const sent = request(url, { ...options, headers: { ...options.headers, host } }).end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, text: (await answer.toArray()).join('') };
};

const health = async (url: string, host: string) => {
  const { status, text } = await ask(`${url}/health`, host);
  return { status, body: JSON.parse(text) };
};

describe('npm start', () => {
  let runner: RunnerHere;
  beforeAll(async () => {
    runner = await startRunnerHere();
  });
  afterAll(() => runner.stop());

  test('serves no name that a web page could bring here, and says what to do', async () => {
    const message =
      'The local runner serves no evil.example:3000; call it localhost, or start it with --host to open it to others';
    expect(await health(runner.url, 'evil.example:3000')).toEqual({ status: 403, body: { message } });
    expect(await health(runner.url, 'localhost:1')).toMatchObject({ status: 200 });
    expect(await health(runner.url, '[::1]')).toMatchObject({ status: 200 });
    const refused = await refusedClient(runner.webSocketUrl, { host: 'evil.example' });
    expect(refused.status).toBe(403);
  });
});

describe('npm start with --host', () => {
  let runner: RunnerHere;
  beforeAll(async () => {
    runner = await startRunnerHere('--host', '0.0.0.0');
  });
  afterAll(() => runner.stop());

  test('serves every name', async () => {
    expect(await health(runner.url, 'board.example')).toMatchObject({ status: 200 });
  });

  test('names live updates by the host that a client has called', async () => {
    const { port } = new URL(runner.webSocketUrl);
    const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
    for (const host of ['localhost', '127.0.0.1', 'board.example', '192.168.1.20']) {
      const called = `${host}:${new URL(runner.url).port}`;
      const { headers } = await ask(runner.url, called);
      expect(headers['content-security-policy']).toContain(` ws://${host}:${port} `);
      const { url } = JSON.parse((await ask(`${runner.url}/tickets`, called, post, '{}')).text);
      expect(url).toMatch(new RegExp(`^ws://${host}:${port}/live\\?ticket=`));
    }
  });

  test('says where others reach it', async () => {
    const { port } = new URL(runner.url);
    const addresses = Object.values(networkInterfaces())
      .flatMap((all = []) => all)
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => `http://${address}:${port}`);
    for (const address of addresses) expect(runner.banner).toContain(address);
    expect(runner.banner).toContain('On your network');
  });
});
