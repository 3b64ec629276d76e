import type { SQSEvent } from 'aws-lambda';
import type { Failures } from '../../src/consumers/batch-log.ts';
import type { QueueConsumer } from '../../src/consumers/queue.ts';
import { withPermissionsOf } from './permissions.ts';
import { lambdaContext } from './request.ts';

/** A batch as Lambda takes it from a queue; anything but a string is sent as JSON. */
export const queueEvent = (bodies: unknown[], received = 1): SQSEvent => ({
  Records: bodies.map((body, n) => ({
    messageId: `message-${n}`,
    receiptHandle: `receipt-${n}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(received),
      SentTimestamp: '0',
      SenderId: 'tests',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:123456789012:tests',
    awsRegion: 'us-east-1',
  })),
});

/** Lets a function of a queue do jobs, with the permissions of template.yaml alone. @param remainingMs of its time */
export const doJobs = async (name: string, bodies: unknown[], remainingMs = () => 300_000): Promise<Failures> => {
  const { handler } = (await import(`../../src/handlers/${name}.ts`)) as { handler: QueueConsumer };
  const context = lambdaContext({ getRemainingTimeInMillis: remainingMs });
  return withPermissionsOf(name, () => handler(queueEvent(bodies), context));
};
