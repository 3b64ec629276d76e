import { type LiveClient, type LiveStatus, liveClient } from '../live/client.ts';
import type { Board } from './board.ts';
import { applyChanges } from './changes.ts';
import type { Liveness } from './liveness.ts';
import type { Reading } from './loading.ts';
import type { SessionOptions } from './options.ts';
import { presence } from './presence.ts';

type Parts = {
  board: Board;
  live: Liveness;
  reading: Reading;
  /** The board is no longer open to this person. */
  shut(problem: string): void;
  /** One's own changes may go on. */
  kick(): void;
};

/** Keeps a board up to date over the live connection; while there is none, by reading it again and again. */
export const liveUpdates = (options: SessionOptions, { board, live, reading, shut, kick }: Parts): LiveClient => {
  const { state, view } = board;
  const changed = (status: LiveStatus) => {
    live.set(status);
    if (status === 'live') {
      reading.stop();
      // What a poll is reading right now is older than what the connection brought.
      reading.outdate();
      view.update({ connection: 'live', loaded: true });
      return kick();
    }
    view.update({ people: [], you: undefined, cursors: new Map() });
    if (status === 'connecting') return;
    if (view.get().connection === 'live') view.update({ connection: 'connecting' });
    reading.poll();
  };
  return liveClient({
    ticket: () => options.api.ticket(options.guestName()),
    open: options.open,
    clock: options.clock,
    random: options.random,
    handlers: {
      load: reading.reset,
      changes: (changes) => applyChanges({ state, view, shut }, changes, options.userId),
      ...presence(view),
    },
    status: changed,
  });
};
