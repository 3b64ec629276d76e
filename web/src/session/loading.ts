import type { BoardApi } from '../api/board.ts';
import { Refused } from '../api/http.ts';
import type { Problem } from '../board/mutation.ts';
import { type BoardState, loaded } from '../board/state.ts';
import type { Clock } from '../live/clock.ts';
import type { Store } from './store.ts';
import type { BoardView } from './view.ts';

type Options = {
  state: Store<BoardState>;
  view: Store<BoardView>;
  api: BoardApi;
  clock: Clock;
  /** Whether the page is visible. A hidden page does not poll. */
  visible(): boolean;
  isLive(): boolean;
  /** Whether the page is still connecting for live updates, for the first time or again. */
  isConnecting(): boolean;
  isOver(): boolean;
  /** The board was read, without live updates. */
  polled(): void;
  refused(problem: Problem): void;
};

const POLL_MS = 5_000;

/** Answers to own changes during a read are newer than the read. Then the board is read again, at most this often. */
const MOST_READS = 3;

/** Reads the board: when the live connection requests it, and by polling without one. */
export const loading = ({ state, view, api, clock, ...options }: Options) => {
  let reads = 0;
  let resetting = false;
  let cancelPoll = () => {};

  const load = async (): Promise<void> => {
    for (let attempt = 1; attempt <= MOST_READS; attempt += 1) {
      const before = state.get().posted;
      reads += 1;
      const own = reads;
      const messages = await api.list();
      if (own !== reads) return;
      if (before !== state.get().posted && attempt < MOST_READS) continue;
      state.set(loaded(state.get(), messages));
      view.update({ loaded: true });
      return;
    }
  };
  const readAgain = async (): Promise<void> => {
    try {
      await load();
      if (options.isOver() || options.isLive()) return;
      // The page does not know yet whether there are live updates. Most of the time there are.
      view.update({ connection: options.isConnecting() ? 'connecting' : 'polling' });
      options.polled();
    } catch (error) {
      if (error instanceof Refused) options.refused(error.problem);
      else view.update({ connection: 'offline' });
    }
  };
  const poll = async (): Promise<void> => {
    cancelPoll();
    if (options.isOver() || options.isLive()) return;
    if (options.visible() && !resetting) await readAgain();
    cancelPoll();
    if (!options.isOver() && !options.isLive()) cancelPoll = clock.after(POLL_MS, poll);
  };
  return {
    poll,
    stop: () => cancelPoll(),
    /** Reads the board for the live connection. */
    reset: async (): Promise<void> => {
      resetting = true;
      await load().finally(() => {
        resetting = false;
      });
    },
    /** The answer of the running read is older than later news. */
    outdate: (): void => {
      reads += 1;
    },
    reads: () => reads,
  };
};

export type Reading = ReturnType<typeof loading>;
