import { types } from 'node:util';

/**
 * Something the person at the terminal can put right: `message` is one clear sentence that says what is wrong and
 * what to do. Entry points print it without a stack and exit with 1.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** What is printed of any thrown value: a Failure's sentence, or the stack of what nobody foresaw. */
export const describeError = (error: unknown): string => {
  if (error instanceof Failure) return error.message;
  return types.isNativeError(error) ? (error.stack ?? error.message) : String(error);
};

/** The message of any thrown value. */
export const messageOf = (error: unknown): string => (types.isNativeError(error) ? error.message : String(error));

/** The code of a system error (`EADDRINUSE`), or undefined. */
export const codeOf = (error: unknown): string | undefined =>
  types.isNativeError(error) && 'code' in error ? String(error.code) : undefined;
