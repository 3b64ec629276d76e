import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import config from '../../examples/hello/sam-offline.config.ts';
import { type App, start } from '../../src/index.ts';
import { waitFor } from '../../testing/wait-for.ts';
import { connectClient } from '../../testing/websocket-client.ts';

const TEMPLATE = join(__dirname, '..', '..', 'examples', 'hello', 'template.yaml');

describe('examples/hello, started as a library', () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sam-offline-hello-'));
  const lines: string[] = [];
  let app: App;
  beforeAll(async () => {
    app = await start({ template: TEMPLATE, config, dataFolder, log: (line) => lines.push(line) });
  });
  afterAll(async () => {
    await app.close();
    rmSync(dataFolder, { recursive: true });
  });

  const hello = async (name: string) =>
    (await (await fetch(`${app.url}/hello?name=${name}`)).json()) as { text: string; times: number };
  const figures = async () => (await (await fetch(`${app.url}/figures`)).json()) as Record<string, number>;

  test('answers over HTTP, and logs that', async () => {
    expect(await hello('Ada')).toEqual({ text: 'Hello, Ada', times: 1 });
    expect(lines).toContainEqual(expect.stringMatching(/^GET \/hello 200 \d+ ms$/));
  });

  test('takes what is put into its queue, and sees each change of its table', async () => {
    const sent = await fetch(`${app.url}/greetings`, { method: 'POST', body: '{"name":"Grace"}' });
    expect(sent.status).toBe(202);
    let calls = 0;
    await waitFor('the greeting', async () => {
      calls += 1;
      return (await hello('Grace')).times > calls;
    });
    await waitFor('the changes', async () => ((await figures()).changes ?? 0) > calls);
  });

  test('sends WebSocket messages back', async () => {
    const client = await connectClient(app.webSocketUrls[0] ?? '');
    client.send({ action: 'wave' });
    expect(await client.next()).toEqual({ action: 'wave' });
    client.socket.close();
    await client.closed;
  });

  test('has a function for every minute', async () => {
    const invoke = `${app.servicesUrl}/2015-03-31/functions/MinuteFunction/invocations`;
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=local/, SignedHeaders=host, Signature=local' };
    expect((await fetch(invoke, { method: 'POST', headers, body: '{}' })).status).toBe(200);
    expect(await figures()).toMatchObject({ minutes: expect.any(Number) });
  });
});
