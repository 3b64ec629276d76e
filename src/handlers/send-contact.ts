import { queueConsumer } from '../consumers/queue.ts';
import { retryLater } from '../queues/backoff.ts';
import { SendContactJob } from '../schemas/job.ts';
import { sendContact } from '../usecases/send-contact.ts';

export const handler = queueConsumer({
  schema: SendContactJob,
  work: ({ body }) => sendContact(body.contactId),
  onFailure: retryLater,
});
