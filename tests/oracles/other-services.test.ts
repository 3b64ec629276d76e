import { type ServedQueues, serveQueues } from '../../packages/sam-offline/tests/support/queues.ts';
import { askPython } from './python.ts';

type Answer = { service: string; operation: string; code: string; message: string; status?: number };

/** Those that the runner has, and one that sends as a form what its protocol, REST and JSON, does not say to be one. */
const KNOWN = ['sqs', 'sesv2', 'cloudsearchdomain'];

const SENTENCE = /^The local runner has no [\w-]+ \(.+\) at this endpoint, only SQS in its JSON protocol and SES v2;/;

test('a client of another service reads that the runner does not have it, whatever its protocol', async () => {
  const served: ServedQueues = await serveQueues();
  const answers = await askPython<Answer[]>('aws_calls.py', { endpoint: served.url, known: KNOWN });
  await served.stop();
  // Some want a token of their own, or a host that this machine isn't.
  const answered = answers.filter(({ code }) => code !== 'not sent');
  expect(answered.length).toBeGreaterThan(400);
  const isRead = ({ code, message }: Answer) =>
    code.startsWith('MissingAuthenticationToken')
      ? message === 'Missing Authentication Token'
      : /^(UnknownOperationException|InvalidAction)$/.test(code) && SENTENCE.test(message);
  expect(answered.filter((answer) => !isRead(answer))).toEqual([]);
  expect(served.errors).toEqual([]);
});
