import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { fromEnvironment } from '../../environment.ts';
import { client } from './queue-client.ts';

/** What is left to be done after a change: each kind has a queue of its own. */
export type Job = { kind: 'remove-board'; boardId: string } | { kind: 'send-contact'; contactId: string };

/** By kind of job: the URL of its queue, empty where such jobs aren't done, undefined in a function that has none. */
const queues = fromEnvironment(
  { BOARD_REMOVALS_URL: z.string().min(1), MAILS_URL: z.string().optional() },
  (env): Record<Job['kind'], string | undefined> => ({
    'remove-board': env.BOARD_REMOVALS_URL,
    'send-contact': env.MAILS_URL,
  }),
);

/** SQS takes ten messages at once. */
const BATCH = 10;

/**
 * Puts jobs into their queues. A queue hands a job over once or more often, so whoever does it must bear repetition.
 * @throws Error when a queue did not take all of them
 */
export const sendJobs = async (jobs: readonly Job[]): Promise<void> => {
  for (const [kind, ofKind] of Map.groupBy(jobs, (job) => job.kind)) {
    const QueueUrl = queues()[kind];
    if (QueueUrl === undefined) throw new TypeError(`This function has no queue for ${kind}`);
    for (let n = 0; QueueUrl !== '' && n < ofKind.length; n += BATCH) {
      const Entries = ofKind.slice(n, n + BATCH).map((job, place) => ({
        Id: String(place),
        MessageBody: JSON.stringify(job),
      }));
      const { Failed = [] } = await client().send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      if (Failed.length > 0) throw new Error(`${Failed.length} jobs were not taken: ${Failed[0]?.Code}`);
    }
  }
};
