import { SQSClient } from '@aws-sdk/client-sqs';
import { clientOptions } from '../../aws.ts';

/** The client of the queues. */
export const client = new SQSClient(clientOptions);
