import middy from '@middy/core';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { prepare } from '../../environment.ts';
import { describeError, log } from '../../observability.ts';
import { batchLog, type Failures } from './batch-log.ts';

/** A Lambda handler behind a queue. */
export type QueueConsumer = (event: SQSEvent, context: Context) => Promise<Failures>;

/** The input of a job: its checked body, and the milliseconds left. */
type Work<Body> = { body: Body; remainingMs: () => number };

type Options<Schema extends z.ZodType> = {
  schema: Schema;
  work: (work: Work<z.output<Schema>>) => Promise<void>;
  /** Called for a failed message, for example to delay its next attempt. */
  onFailure?: (record: SQSRecord) => Promise<void>;
};

/**
 * The middy stack of a function behind a queue. Messages are independent. A failed message is delivered again after its
 * visibility timeout; after the queue's `maxReceiveCount` it moves to the dead-letter queue.
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
