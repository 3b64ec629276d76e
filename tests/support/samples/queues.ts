import { createHash } from 'node:crypto';
import { queueEvent } from '../queue-event.ts';
import { CONTACT_ID, DELETED_BOARD_ID, NOW } from './example.ts';

const batchOf = (queue: string, job: object): object => ({
  Records: queueEvent([job]).Records.map((record) => ({
    ...record,
    messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
    receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(NOW),
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
      ApproximateFirstReceiveTimestamp: String(NOW + 1),
    },
    md5OfBody: createHash('md5').update(record.body).digest('hex'),
    eventSourceARN: `arn:aws:sqs:us-east-1:123456789012:${queue}`,
  })),
});

/** A batch of one job for each function of a queue, by the function's name. */
export const QUEUE_EVENTS: Record<string, object> = {
  'remove-board': batchOf('BoardRemovals', { kind: 'remove-board', boardId: DELETED_BOARD_ID }),
  'send-contact': batchOf('Mails', { kind: 'send-contact', contactId: CONTACT_ID }),
};
