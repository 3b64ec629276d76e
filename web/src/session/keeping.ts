import { adopted } from '../board/state.ts';
import type { Memory } from '../storage/memory.ts';
import type { Unfinished } from '../storage/unfinished.ts';
import type { Board } from './board.ts';
import { takeover } from './takeover.ts';

const NOT_KEPT = 'This browser stores nothing: unsent changes are lost when you close this tab.';

type Options = {
  memory: Memory;
  board: Board;
  /** Texts that another tab has left half-written. */
  found(left: readonly Unfinished[]): void;
  /** There is something to send. */
  kick(): void;
};

/** Stores in the browser what waits for the server, and takes over what other tabs have left there. */
export const keeping = ({ memory, board, found, kick }: Options) => {
  const { state, view, notify } = board;
  const unwatch = state.subscribe(() => {
    if (memory.outbox.keep(state.get()) || !view.get().keeps) return;
    view.update({ keeps: false });
    notify(NOT_KEPT, 'error');
  });
  const stopTakeover = takeover({
    memory,
    changed: () => view.update({ remembered: view.get().remembered + 1 }),
    waiting: (waiting) => {
      state.set(adopted(state.get(), waiting));
      kick();
    },
    unfinished: found,
  });
  return {
    /** Stops taking over. */
    stopTakeover,
    /** Leaves the stored changes and texts to other tabs. */
    leave: (): void => {
      unwatch();
      memory.close();
    },
  };
};
