import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServedBackground, serveBackground } from '../support/background.ts';
import { done } from '../support/calls.ts';
import { type FaultProxy, planFaults, startFaultProxy } from '../support/fault-proxy.ts';
import { guest } from '../support/people.ts';
import { storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const CONTACT = { name: 'Ada', email: 'ada@example.com', message: 'Hello, owner' };
const DONE = { batchItemFailures: [] };
const FAILED = { batchItemFailures: [{ itemIdentifier: 'message-0' }] };

describe('a mail that SES does not take', () => {
  const table = useWhiteboard();
  const outbox = mkdtempSync(join(tmpdir(), 'whiteboard-refused-mail-'));
  const faults = planFaults();
  let background: ServedBackground;
  let proxy: FaultProxy;

  beforeAll(async () => {
    background = await serveBackground(table.endpoint, outbox);
    proxy = await startFaultProxy(String(process.env.AWS_ENDPOINT_URL_SESV2), faults.next);
    Object.assign(process.env, { AWS_ENDPOINT_URL_SESV2: proxy.endpoint });
  });
  afterAll(async () => {
    await proxy.stop();
    await background.stop();
    rmSync(outbox, { recursive: true });
  });

  afterEach(async () => {
    // It comes again, and is mailed then.
    expect(await background.doNext('send-contact')).toEqual(DONE);
    for (const mail of readdirSync(outbox)) rmSync(join(outbox, mail));
  });

  /** Writes to the owner, and lets the function try to mail it. @returns the contact's id */
  const mailed = async (): Promise<string> => {
    const { id } = await done(guest.call('POST /contact', { body: CONTACT }));
    await background.send('send-contact', { kind: 'send-contact', contactId: id });
    expect(await background.doNext('send-contact')).toEqual(FAILED);
    return String(id);
  };
  const failures = () => table.logged.filter((line) => (line as { event?: string }).event === 'job-failed');

  test('is logged by the name that SES gives, without the addresses in its message', async () => {
    faults.set(['reject the mail']);
    await mailed();
    expect(failures()).toEqual([
      expect.objectContaining({
        error: expect.objectContaining({
          message: 'SES did not accept a mail: MessageRejected, status 400, request ses-request',
        }),
      }),
    ]);
    const lines = JSON.stringify(table.logged);
    for (const canary of ['owner@example.com', 'verified', ...Object.values(CONTACT)]) {
      expect(lines).not.toContain(canary);
    }
  });

  test('or whose answer is lost, is tried once: the queue tries again, and the other attempts would be copies', async () => {
    faults.set(['lose the answer']);
    const id = await mailed();
    expect(readdirSync(outbox)).toHaveLength(1);
    expect(failures()).toHaveLength(1);
    expect((await storedItems(table)).find(({ SK }) => SK === id)?.mailedAt).toBeUndefined();
  });
});
