import { queueConsumer } from '../../lambda/consumers/queue.ts';
import { retryLater } from '../changes/queue-backoff.ts';
import { SendContactJob } from '../changes/schemas.ts';
import { sendContact } from './send-contact.ts';

export const handler = queueConsumer({
  schema: SendContactJob,
  work: ({ body }) => sendContact(body.contactId),
  onFailure: retryLater,
});
