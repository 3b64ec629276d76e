import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { config } from '../config.ts';
import { capacityMiddleware } from './capacity.ts';
import { errorMiddleware } from './errors.ts';

/**
 * The table's client. Every option that the SDK would otherwise look up in files or in the environment is set, so
 * that the first request of a new execution environment waits for nothing but the table. Times are milliseconds: all
 * attempts together end before the function's timeout, so that a caller gets an answer.
 * The endpoint is the one setting left to the SDK, which reads AWS_ENDPOINT_URL_DYNAMODB.
 */
export const client = new DynamoDBClient({
  region: config.region,
  credentials: config.credentials,
  maxAttempts: 3,
  retryMode: 'standard',
  defaultsMode: 'legacy',
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_500, throwOnRequestTimeout: true },
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  accountIdEndpointMode: 'disabled',
  userAgentAppId: async () => undefined,
  authSchemePreference: ['sigv4'],
  endpointDiscoveryEnabled: false,
  disableClockSkewCorrection: false,
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
