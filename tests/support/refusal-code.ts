import { Refusal } from '../../src/domain/refusal.ts';

/** The code of an action's refusal; undefined if the action succeeds. */
export const refusalCode = (action: () => unknown): string | undefined => {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};
