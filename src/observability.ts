import { channel } from 'node:diagnostics_channel';

/**
 * The cost of one DynamoDB operation, in capacity units (0.5 for each started 4 KB read, 1 for each started 1 KB
 * written).
 */
export type ConsumedCapacity = { operation: string; units: number; indexes: Record<string, number> };

/** Every answered DynamoDB operation publishes its `ConsumedCapacity` here. */
export const capacityChannel = channel('whiteboard:consumed-capacity');

/**
 * Writes structured log lines. Lambda's JSON log format puts the object under `message`, next to level, time and
 * request id, and drops lines below the function's ApplicationLogLevel.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export const log = {
  info: (entry: Record<string, unknown>): void => console.info(entry),
  error: (entry: Record<string, unknown>): void => console.error(entry),
};

type Described = { name?: unknown; message?: unknown; stack?: unknown; cause?: unknown };

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/**
 * The parts of a thrown error that may be logged. Other properties are left out, because they can contain people's
 * text. For an object that is not an error, as some packages give as a cause, only the names of its properties are
 * logged.
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
