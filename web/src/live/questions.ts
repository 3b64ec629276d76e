import type { Answer } from '../../../src/features/live/frame-schemas.ts';
import type { Clock } from './clock.ts';

/** The most time to wait for the answer to a change: longer than any function of the server may run. */
export const ANSWER_MS = 20_000;

/**
 * Own changes that wait for their answers (L8).
 * @param unanswered is called when an answer does not arrive; the change may have been carried out
 */
export const questions = (clock: Clock, unanswered: () => void) => {
  const awaited = new Map<string, (answer: Answer | undefined) => void>();
  return {
    /** Resolves with the answer to the change under this name, or with undefined when the connection ends before. */
    answerTo: (id: string): Promise<Answer | undefined> =>
      new Promise((settle) => {
        const cancel = clock.after(ANSWER_MS, unanswered);
        awaited.set(id, (answer) => {
          cancel();
          settle(answer);
        });
      }),
    answered: (answer: Answer): void => {
      if (answer.re === undefined) return;
      awaited.get(answer.re)?.(answer);
      awaited.delete(answer.re);
    },
    end: (): void => {
      for (const resolve of awaited.values()) resolve(undefined);
    },
  };
};
