import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { pauseAfter } from '../../domain/backoff.ts';
import { fromEnvironment } from '../../environment.ts';
import { client } from './queue-client.ts';

const queue = fromEnvironment(
  { QUEUE_URL: z.string().min(1), RETRY_SECONDS: z.coerce.number().int().min(0) },
  (env) => ({ url: env.QUEUE_URL, retrySeconds: env.RETRY_SECONDS }),
);

/** Delays the next attempt of a failed message, longer each time. Its queue gives up after some attempts. */
export const retryLater = async ({ receiptHandle, attributes }: SQSRecord): Promise<void> => {
  const attempts = Number(attributes.ApproximateReceiveCount);
  const { url, retrySeconds } = queue();
  await client().send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: url,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: pauseAfter(attempts, retrySeconds),
    }),
  );
};
