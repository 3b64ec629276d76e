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

type Described = { name?: unknown; message?: unknown; stack?: unknown; cause?: unknown };

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * What a log line may say of what was thrown: never its other properties, which can carry a person's text. What is no
 * error, as what some packages give as a cause, is told by the names of its properties.
 */
export const describeError = (error: unknown): Record<string, unknown> => {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const { name, message, stack, cause }: Described = error;
  return {
    ...(isText(name) && { name }),
    message: isText(message) ? message : `an object with: ${Object.keys(error).join(', ')}`,
    ...(isText(stack) && { stack }),
    ...(cause !== undefined && { cause: describeError(cause) }),
  };
};
