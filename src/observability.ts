import { channel } from 'node:diagnostics_channel';

/** What one DynamoDB operation cost, in capacity units (reads are 0.5 per started 4 KB, writes 1 per started 1 KB). */
export type ConsumedCapacity = { operation: string; units: number; indexes: Record<string, number> };

/** Every answered DynamoDB operation publishes its `ConsumedCapacity` here. */
export const capacityChannel = channel('whiteboard:consumed-capacity');

/**
 * Structured log lines: Lambda's JSON log format puts the object under `message`, beside level, time and request id,
 * and drops what is below the function's ApplicationLogLevel.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export const log = {
  info: (entry: Record<string, unknown>): void => console.info(entry),
  error: (entry: Record<string, unknown>): void => console.error(entry),
};

/** What a log line may say of an error: never its other properties, which can carry a person's text. */
export const describeError = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? {
        name: error.name,
        message: error.message,
        stack: error.stack,
        ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
      }
    : { message: String(error) };
