import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { pauseAfter } from '../../domain/backoff.ts';
import { client } from './queue-client.ts';

const { QUEUE_URL, RETRY_SECONDS } = z
  .object({ QUEUE_URL: z.string().min(1), RETRY_SECONDS: z.coerce.number().int().min(0) })
  .parse(process.env);

/** Lets a message that could not be dealt with come back later and later. Its queue gives up after some attempts. */
export const retryLater = async ({ receiptHandle, attributes }: SQSRecord): Promise<void> => {
  const attempts = Number(attributes.ApproximateReceiveCount);
  await client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: QUEUE_URL,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: pauseAfter(attempts, RETRY_SECONDS),
    }),
  );
};
