import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { FIXTURE } from '../../support/gateway.ts';
import { type Runner, runLocal, startRunner } from '../../support/runner.ts';
import { waitFor } from '../../support/wait-for.ts';
import { type Client, connectClient, WEBSOCKET_FIXTURE } from '../../support/websocket.ts';

const ARGS = ['--memory', '--no-watch', '--template', WEBSOCKET_FIXTURE];

describe('npm start with a WebSocket API', () => {
  let runner: Runner;
  let idle: Client;
  beforeAll(async () => {
    runner = await startRunner([...ARGS, '--websocket-idle', '3']);
    idle = await connectClient(url());
  });
  afterAll(() => runner.stop());

  const url = () => /WebSocket API at (ws:\S+)/.exec(runner.output())?.[1] ?? 'no URL in the banner';

  test('prints where it listens; functions post to the connections there', async () => {
    const client = await connectClient(`${url()}?ticket=secret`);
    client.send({ action: 'echo', text: 'also secret' });
    const origin = url().replace('/live', '');
    expect(await client.next()).toMatchObject({ api: `WebSocketApi WebSocketApi ${origin}` });
    client.socket.close();
    const lines = ['CONNECT /live 101', 'MESSAGE echo 200', 'DISCONNECT 1005 200'];
    await waitFor('the lines', () => lines.every((line) => runner.output().includes(line)));
    expect(runner.output()).not.toContain('secret');
  });

  test('ends idle connections after the time that a flag gives', async () => {
    expect(await idle.closed).toEqual({ code: 1001, reason: 'Going away' });
  });

  test('sends clients away on Ctrl-C', async () => {
    const client = await connectClient(url());
    await runner.stop();
    expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
    expect(runner.process.exitCode).toBe(0);
    expect(runner.output()).toMatch(/DISCONNECT 1001 200 \d+ ms RecordFunction\n/);
  });
});

describe('a port that is taken', () => {
  const taken = createServer();
  let flags: string[];
  beforeAll(async () => {
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    flags = ['--websocket-port', String((taken.address() as AddressInfo).port)];
  });
  afterAll(() => taken.close());

  test('is refused by the flag that chooses another', async () => {
    const { status, output } = await runLocal('main', [...ARGS, '--port', '0', '--dynamodb-port', '0', ...flags]);
    expect({ status, output }).toEqual({
      status: 1,
      output: expect.stringMatching(/^Port \d+ is in use; choose another one with --websocket-port\.$/m),
    });
  });

  test('is nobody’s concern without a WebSocket API', async () => {
    const runner = await startRunner(['--memory', '--no-watch', '--template', FIXTURE, ...flags]);
    expect(runner.output()).not.toContain('WebSocket API');
    await runner.stop();
  });
});
