import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { Refusal } from '../../domain/refusal.ts';
import type { TableMiddleware } from './capacity.ts';

/**
 * Client faults that mean "too fast" or "another transaction is in progress".
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
const PASSING = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'LimitExceededException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

const isOurMistake = (error: unknown): boolean =>
  error instanceof DynamoDBServiceException ? error.$fault === 'client' && !PASSING.has(error.name) : false;

/**
 * Turns errors that remain after the SDK's retries (throttling, server faults, no connection, timeouts) into the
 * Refusal `unavailable`. Failed conditions and invalid requests pass unchanged.
 */
export const errorMiddleware: TableMiddleware = (next) => async (args) => {
  try {
    return await next(args);
  } catch (error) {
    if (isOurMistake(error)) throw error;
    throw new Refusal('unavailable', 'The table did not answer. Nothing is wrong with the request: send it again.', {
      cause: error,
    });
  }
};
