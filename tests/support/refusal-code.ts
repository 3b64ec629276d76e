import { Refusal } from '../../src/domain/refusal.ts';

/** The code that an action of this process is refused with; undefined where it is carried out. */
export const refusalCode = (action: () => unknown): string | undefined => {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};
