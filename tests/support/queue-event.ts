import type { SQSEvent } from 'aws-lambda';

/** A batch as Lambda gets it from a queue; values other than strings are sent as JSON. */
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
