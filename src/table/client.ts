import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions } from '../aws.ts';
import { config } from '../config.ts';
import { capacityMiddleware } from './capacity.ts';
import { errorMiddleware } from './errors.ts';

/** The table's client. */
export const client = new DynamoDBClient({
  ...clientOptions,
  accountIdEndpointMode: 'disabled',
  endpointDiscoveryEnabled: false,
});

client.middlewareStack.add(capacityMiddleware, { step: 'initialize', name: 'publishCapacity' });
client.middlewareStack.add(errorMiddleware, { step: 'initialize', name: 'translateErrors' });

/**
 * What decides who may do what is read consistently: being revoked, removed or deleted counts from the next request on.
 * Twice the price of an eventually consistent read, one unit.
 */
export const CONSISTENT = { ConsistentRead: true } as const;

/** Part of every request's parameters. */
export const TABLE = { TableName: config.tableName, ReturnConsumedCapacity: 'INDEXES' } as const;
