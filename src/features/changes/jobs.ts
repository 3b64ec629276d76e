import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { fromEnvironment } from '../../environment.ts';
import { client } from './queue-client.ts';

/** Background work that a change causes. Each kind has its own queue. */
export type Job = { kind: 'remove-board'; boardId: string } | { kind: 'send-contact'; contactId: string };

/**
 * The URL of the queue of each kind of job: empty where such jobs are switched off, undefined in a function without
 * that queue.
 */
const queues = fromEnvironment(
  { BOARD_REMOVALS_URL: z.string().min(1), MAILS_URL: z.string().optional() },
  (env): Record<Job['kind'], string | undefined> => ({
    'remove-board': env.BOARD_REMOVALS_URL,
    'send-contact': env.MAILS_URL,
  }),
);

/** SQS accepts ten messages at once. */
const BATCH = 10;

/**
 * Puts jobs into their queues. A queue delivers a job at least once, so its consumer must be idempotent.
 * @throws Error when a queue did not accept all of them
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
      if (Failed.length > 0) throw new Error(`${Failed.length} jobs were not accepted: ${Failed[0]?.Code}`);
    }
  }
};
