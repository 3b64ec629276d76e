import type { Problem } from '../board/mutation.ts';
import type { Outcome } from './delivery.ts';
import { type DispatchOptions, dispatcher } from './dispatch.ts';
import { type SettlementOptions, settlement } from './settlement.ts';

type Options = DispatchOptions &
  SettlementOptions & {
    /** A change stays, because it cannot be sent now. */
    delayed(problem: Problem): void;
    unreachable(): void;
  };

/** Sends own changes to the server, one after the other. Changes that cannot be sent stay. Call `kick` to continue. */
export const outbox = (options: Options) => {
  const { state, clock } = options;
  const send = dispatcher(options);
  const settle = settlement(options);
  /** The change that is being sent, if any. */
  let running: Promise<void> | undefined;
  let isOver = false;
  let cancelAgain = () => {};

  /** The change waits, because nothing can be sent now. */
  const wait = (outcome: Extract<Outcome, { kind: 'lost' | 'later' }>): void => {
    if (outcome.kind === 'lost') options.unreachable();
    else options.delayed(outcome.problem);
    if (outcome.kind === 'later' && outcome.afterMs !== undefined)
      cancelAgain = clock.after(outcome.afterMs, () => kick());
  };
  const run = async (): Promise<void> => {
    for (let next = state.get().pending[0]; next && !isOver; next = state.get().pending[0]) {
      const reads = options.reads();
      const outcome = await send(next);
      if (outcome.kind === 'lost' || outcome.kind === 'later') return wait(outcome);
      await settle(next, outcome, reads);
    }
  };
  const kick = (): void => {
    if (running || isOver) return;
    cancelAgain();
    running = run().finally(() => {
      running = undefined;
    });
  };
  return {
    kick,
    /** Stops sending. Resolves when the result of the current change is known. */
    stop: async (): Promise<void> => {
      isOver = true;
      cancelAgain();
      await running;
    },
  };
};
