import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { done } from '../support/calls.ts';
import { guest } from '../support/people.ts';
import { doJobs } from '../support/queue-event.ts';
import { storedItems } from '../support/stored.ts';
import { useWhiteboard } from '../support/whiteboard.ts';

const CONTACT = { name: 'Ada', email: 'ada@example.com', message: 'Hello, owner' };
const FAILED = { batchItemFailures: [{ itemIdentifier: 'message-0' }] };
const WORDS =
  'Email address is not verified. The following identities failed the check in region US-EAST-1: owner@example.com';

describe('a mail that SES does not take', () => {
  const table = useWhiteboard();
  let server: Server;
  let hangsUp = false;
  let mails = 0;

  /** SES as it refuses, or hangs up on, every mail; and SQS, which lets it come later. */
  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      incoming.resume().on('end', () => {
        if (incoming.url !== '/v2/email/outbound-emails') return void outgoing.end('{}');
        mails += 1;
        if (hangsUp) return void incoming.socket.destroy();
        outgoing
          .writeHead(400, { 'x-amzn-errortype': 'MessageRejected', 'x-amzn-requestid': 'ses-request' })
          .end(JSON.stringify({ message: WORDS }));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SESV2: url,
      AWS_ENDPOINT_URL_SQS: url,
      QUEUE_URL: `${url}/123456789012/Mails`,
    });
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  beforeEach(() => {
    mails = 0;
  });

  const posted = async () => String((await done(guest.call('POST /contact', { body: CONTACT }))).id);
  const mail = (contactId: string) => doJobs('send-contact', [{ kind: 'send-contact', contactId }]);
  const failures = () => table.logged.filter((line) => (line as { event?: string }).event === 'job-failed');

  test('is told in the log by what SES calls it, and without the addresses that SES names', async () => {
    expect(await mail(await posted())).toEqual(FAILED);
    expect(failures()).toEqual([
      expect.objectContaining({
        error: expect.objectContaining({
          message: 'SES did not take a mail: MessageRejected, status 400, request ses-request',
        }),
      }),
    ]);
    const lines = JSON.stringify(table.logged);
    for (const canary of ['owner@example.com', 'verified', ...Object.values(CONTACT)]) {
      expect(lines).not.toContain(canary);
    }
  });

  test('or whose answer is lost, is tried once: the queue tries again, and the other attempts would be copies', async () => {
    hangsUp = true;
    const id = await posted();
    expect(await mail(id)).toEqual(FAILED);
    expect(mails).toBe(1);
    expect(failures()).toHaveLength(1);
    expect((await storedItems(table)).find(({ SK }) => SK === id)?.mailedAt).toBeUndefined();
  });
});
