import { types } from 'node:util';
import type { LogLevel } from '../log-levels.ts';
import type { LambdaFunction } from '../template/lambda/function.ts';

/** What an environment's process needs to know of its function: its first message. */
export type EnvironmentData = {
  taskRoot: string;
  handler: string;
  logging: LambdaFunction['logging'];
  context: StaticContext;
};

/** The part of the context object that is the same for every invocation. */
export type StaticContext = {
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  logGroupName: string;
  logStreamName: string;
};

/** `payload` is the event as JSON; `deadline` in epoch milliseconds. */
export type Invoke = { requestId: string; payload: string; deadline: number };

/** An error as Lambda reports it. */
export type FunctionError = { errorType: string; errorMessage: string; stackTrace: string[] };

/** What the process says: `crashed` when it can run nothing any more. `payload` is the handler's result as JSON. */
export type Report =
  | { type: 'ready' }
  | { type: 'crashed'; error: FunctionError }
  | { type: 'result'; payload: string }
  | { type: 'failed'; error: FunctionError }
  | { type: 'log'; level: LogLevel; line: string };

/** Any thrown value in Lambda's form. */
export const toFunctionError = (thrown: unknown): FunctionError => {
  if (!types.isNativeError(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown), stackTrace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, stackTrace: (thrown.stack ?? '').split('\n') };
};
