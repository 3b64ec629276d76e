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
  /** The person has lost access to the board. */
  shut(problem: string): void;
  /** Own changes can be sent again. */
  kick(): void;
};

/** Keeps a board up to date over the live connection, or by polling while there is none. */
export const liveUpdates = (options: SessionOptions, { board, live, reading, shut, kick }: Parts): LiveClient => {
  const { state, view } = board;
  const changed = (status: LiveStatus) => {
    live.set(status);
    if (status === 'live') {
      reading.stop();
      // The answer of a running poll is older than the frames of the connection.
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
