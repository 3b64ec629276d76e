import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient, ENDPOINT } from '../../aws.ts';

/** The client of the queues. */
export const client = awsClient({ AWS_ENDPOINT_URL_SQS: ENDPOINT }, (options) => new SQSClient(options));
