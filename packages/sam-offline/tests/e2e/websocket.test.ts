import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { waitFor } from '../../testing/wait-for.ts';
import { connectClient } from '../../testing/websocket-client.ts';
import { FIXTURE } from '../support/gateway.ts';
import { expectRefusal } from '../support/refusal.ts';
import { type Runner, startRunner } from '../support/runner.ts';
import { startRunnerHere } from '../support/runner-here.ts';
import { WEBSOCKET_FIXTURE } from '../support/websocket.ts';

const ARGS = ['--memory', '--no-watch', '--template', WEBSOCKET_FIXTURE];

describe('sam-offline start with a WebSocket API', () => {
  let runner: Runner;
  beforeAll(async () => {
    runner = await startRunner([...ARGS, '--routes']);
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

  test('lists the routes when it is told to', () => {
    expect(runner.output()).toMatch(/^ {2}WebSocket \$connect +ConnectFunction$/m);
    expect(runner.output()).toMatch(/^ {2}WebSocket echo +EchoFunction$/m);
  });

  test('sends clients away on Ctrl-C', async () => {
    const client = await connectClient(url());
    await runner.stop();
    expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
    expect(runner.process.exitCode).toBe(0);
    expect(runner.output()).toMatch(/DISCONNECT 1001 200 \d+ ms RecordFunction\n/);
  });
});

test('connections that are idle end after the time that a flag gives', async () => {
  const runner = await startRunnerHere('--template', WEBSOCKET_FIXTURE, '--websocket-idle', '0.5');
  const client = await connectClient(runner.webSocketUrl);
  expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
  await runner.stop();
});

describe('a port that is taken', () => {
  const taken = createServer();
  let flags: string[];
  beforeAll(async () => {
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    flags = ['--websocket-port', String((taken.address() as AddressInfo).port)];
  });
  afterAll(() => taken.close());

  test('is refused by the flag that chooses another', () =>
    expectRefusal(
      [...ARGS, '--port', '0', '--dynamodb-port', '0', ...flags],
      /^Port \d+ is in use; choose another one with --websocket-port\.$/m,
    ));

  test('is nobody’s concern without a WebSocket API', async () => {
    const runner = await startRunnerHere('--template', FIXTURE, ...flags);
    expect(runner.banner).not.toContain('WebSocket API');
    await runner.stop();
  });
});
