import type { Mutation, Problem } from '../board/mutation.ts';
import { EMPTY } from '../board/state.ts';
import type { LiveClient } from '../live/client.ts';
import type { Board } from './board.ts';
import { isNameless, isSignedOut } from './delivery.ts';
import { liveUpdates } from './live-updates.ts';
import { type Liveness, liveness } from './liveness.ts';
import { loading } from './loading.ts';
import type { SessionOptions } from './options.ts';
import { outbox } from './outbox.ts';

const SIGNED_OUT = 'You are no longer signed in. Sign in again: what you wrote is kept until then.';

type Shut = (problem: string, signedOut?: boolean) => void;

/** The notice for a change that must wait. */
const setbacks = ({ view, notify }: Board, live: Liveness, shut: Shut) => ({
  delayed: (problem: Problem): void => {
    if (isNameless(problem)) view.update({ nameless: true });
    else if (isSignedOut(problem)) shut(SIGNED_OUT, true);
    else notify(`Not sent yet: ${problem.detail} It is kept, and sent later.`, 'info');
  },
  unreachable: (): void => {
    if (!live.isLive()) view.update({ connection: 'offline' });
  },
});

/**
 * The traffic between a board and the server, until the board is closed.
 * @param refused called for a change that will be taken back
 */
export const trafficOf = (
  options: SessionOptions,
  board: Board,
  refused: (mutation: Mutation, problem: Problem) => void,
) => {
  const { state, view } = board;
  const { api, memory, clock } = options;
  const live = liveness();
  let client: LiveClient | undefined;
  let isClosed = false;
  const isOver = () => isClosed || view.get().connection === 'closed';
  const kick = () => {
    if (!isOver()) sending.kick();
  };
  /** The person has lost access to the board: its content is removed; their own texts stay. */
  const shut: Shut = (problem, signedOut = false) => {
    view.update({ problem, signedOut, connection: 'closed', people: [], you: undefined, cursors: new Map() });
    state.set({ ...EMPTY, pending: state.get().pending, posted: state.get().posted });
    client?.stop();
    reading.stop();
    sending.stop();
  };
  const reading = loading({
    ...{ state, view, api, clock, isOver, polled: kick, visible: options.visible },
    ...{ isLive: live.isLive, isConnecting: live.isConnecting },
    refused: (problem) => (isSignedOut(problem) ? shut(SIGNED_OUT, true) : shut(problem.detail)),
  });
  const sending = outbox({
    ...{ state, api, memory, clock, refused, isLive: live.isLive, reads: reading.reads },
    ask: async (message) => client?.ask(message),
    ...setbacks(board, live, shut),
  });
  return {
    kick,
    isOver,
    start: (): void => {
      client = liveUpdates(options, { board, live, reading, shut, kick });
      reading.poll();
    },
    /** Reads the board now, for example when the network is back. */
    poll: reading.poll,
    retry: () => client?.retry(),
    /** Ends the live connection, and connects again. */
    drop: () => client?.drop(),
    /** @returns whether it could be sent */
    point: (x: number, y: number): boolean => {
      if (live.isLive()) client?.cursor(x, y);
      return live.isLive();
    },
    /** Resolves when the current change is answered. */
    close: (): Promise<void> => {
      isClosed = true;
      reading.stop();
      client?.stop();
      return sending.stop();
    },
  };
};
