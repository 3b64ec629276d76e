/**
 * Something the person at the terminal can put right: `message` is one clear sentence that says what is wrong and
 * what to do. Entry points print it without a stack and exit with 1.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** One line for any thrown value: a Failure's sentence, or the stack of what nobody foresaw. */
export const describeError = (error: unknown): string => {
  if (error instanceof Failure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};
