import { format, types } from 'node:util';
import { LOG_LEVELS, type LogLevel } from '../log-levels.ts';
import type { LambdaFunction } from '../template/lambda/function.ts';
import { toFunctionError } from './protocol.ts';

type Write = (level: LogLevel, line: string) => void;

const METHODS: Record<string, LogLevel> = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL', // Lambda's own addition to console
};

/**
 * Makes `console` write what Lambda's does: a JSON object or a tab-separated line, nothing below the function's level.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 * @param requestId the invocation in hand, if any
 */
export const patchConsole = (
  logging: LambdaFunction['logging'],
  requestId: () => string | undefined,
  write: Write,
): void => {
  const lowest = LOG_LEVELS.indexOf(logging.level);
  const toLine = logging.format === 'JSON' ? jsonLine : textLine;
  for (const [method, level] of Object.entries(METHODS)) {
    const log = (...parameters: unknown[]) => {
      if (LOG_LEVELS.indexOf(level) >= lowest) write(level, toLine(level, requestId(), parameters));
    };
    Object.defineProperty(console, method, { value: log, writable: true, configurable: true });
  }
};

/** One line of text: a line feed in it would make two log records. */
const textLine = (level: LogLevel, requestId: string | undefined, parameters: unknown[]): string =>
  [new Date().toISOString(), requestId, level, format(...parameters).replaceAll('\n', '\r')].join('\t');

/** A single argument is the message itself, so that a logged object stays one; several are formatted to text. */
const jsonLine = (level: LogLevel, requestId: string | undefined, parameters: unknown[]): string => {
  const record = { timestamp: new Date().toISOString(), level, requestId };
  const [first, ...others] = parameters;
  if (others.length === 0) {
    try {
      return JSON.stringify({ ...record, message: first }, errorsAsObjects);
    } catch {
      return JSON.stringify({ ...record, message: format(first) });
    }
  }
  const error = parameters.find((parameter) => types.isNativeError(parameter));
  return JSON.stringify({ ...record, message: format(...parameters), ...(error && toFunctionError(error)) });
};

const errorsAsObjects = (_key: string, value: unknown): unknown =>
  types.isNativeError(value) ? { ...toFunctionError(value), ...value } : value;
