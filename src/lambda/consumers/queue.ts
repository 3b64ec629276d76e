import middy from '@middy/core';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { prepare } from '../../environment.ts';
import { describeError, log } from '../../observability.ts';
import { batchLog, type Failures } from './batch-log.ts';

/** A Lambda handler behind a queue. */
export type QueueConsumer = (event: SQSEvent, context: Context) => Promise<Failures>;

/** What a job is done with: its body, checked, and how many milliseconds are left. */
type Work<Body> = { body: Body; remainingMs: () => number };

type Options<Schema extends z.ZodType> = {
  schema: Schema;
  work: (work: Work<z.output<Schema>>) => Promise<void>;
  /** What to do with a message that comes again, for example let it come later. */
  onFailure?: (record: SQSRecord) => Promise<void>;
};

/**
 * The middy stack of a function behind a queue. Messages are independent: those that fail come again when their
 * visibility timeout has passed, and after the queue's `maxReceiveCount` go to its dead-letter queue.
 */
export const queueConsumer = <Schema extends z.ZodType>({
  schema,
  work,
  onFailure,
}: Options<Schema>): QueueConsumer => {
  prepare();
  return middy<SQSEvent, Failures>()
    .use(batchLog('queue'))
    .handler(async ({ Records }, context) => {
      const batchItemFailures: Failures['batchItemFailures'] = [];
      for (const record of Records) {
        try {
          const body = schema.parse(JSON.parse(record.body));
          await work({ body, remainingMs: () => context.getRemainingTimeInMillis() });
        } catch (error) {
          log.error({ event: 'job-failed', messageId: record.messageId, error: describeError(error) });
          batchItemFailures.push({ itemIdentifier: record.messageId });
          await onFailure?.(record).catch((reason) => {
            log.error({ event: 'backoff-failed', messageId: record.messageId, error: describeError(reason) });
          });
        }
      }
      return { batchItemFailures };
    }) as QueueConsumer;
};
