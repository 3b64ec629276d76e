import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { awsClient, ENDPOINT } from '../../aws.ts';
import { fromEnvironment } from '../../environment.ts';
import { capacityMiddleware } from './capacity.ts';
import { errorMiddleware } from './errors.ts';

/** The table's client. */
export const client = awsClient({ AWS_ENDPOINT_URL_DYNAMODB: ENDPOINT }, (options) => {
  const made = new DynamoDBClient({ ...options, accountIdEndpointMode: 'disabled', endpointDiscoveryEnabled: false });
  made.middlewareStack.add(capacityMiddleware, { step: 'initialize', name: 'publishCapacity' });
  made.middlewareStack.add(errorMiddleware, { step: 'initialize', name: 'translateErrors' });
  return made;
});

/** Part of every request's parameters. */
export const table = fromEnvironment(
  { TABLE_NAME: z.string().min(1) },
  (env) => ({ TableName: env.TABLE_NAME, ReturnConsumedCapacity: 'INDEXES' }) as const,
);
