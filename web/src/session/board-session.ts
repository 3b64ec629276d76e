import { type BoardState, EMPTY } from '../board/state.ts';
import { keeping } from './keeping.ts';
import { noticeBoard } from './notices.ts';
import type { SessionOptions } from './options.ts';
import { ownChanges } from './own-changes.ts';
import { pointing } from './pointing.ts';
import { createStore } from './store.ts';
import { trafficOf } from './traffic.ts';
import { type BoardView, FIRST_VIEW } from './view.ts';

/** An opened board: its state, its view, and its actions. */
export type BoardSession = ReturnType<typeof openBoard>;

/** Opens a board, and keeps it up to date: live or, without live updates, by polling. */
export const openBoard = (options: SessionOptions) => {
  const { memory, clock, userId } = options;
  const state = createStore<BoardState>(EMPTY);
  const view = createStore<BoardView>({ ...FIRST_VIEW, ...options.view });
  const { notify, dismiss } = noticeBoard(view);
  const board = { state, view, notify };
  const traffic = trafficOf(options, board, (mutation, problem) => own.refused(mutation, problem));
  const { kick } = traffic;
  const own = ownChanges(options, board, kick);
  const kept = keeping({ memory, board, found: own.found, kick });
  traffic.start();
  const { newKey, change, undo, resume } = own;
  return {
    ...{ userId, state, view, change, undo, notify, dismiss, resume, newKey },
    /** Tells the others where the person points. */
    point: pointing(clock, traffic.point),
    /** The person has a new name: connects again under that name, and sends the changes that waited for it. */
    renamed: () => {
      view.update({ nameless: false });
      traffic.drop();
      kick();
    },
    online: () => {
      traffic.retry();
      traffic.poll();
      kick();
    },
    offline: () => {
      if (traffic.isOver()) return;
      view.update({ connection: 'offline' });
      traffic.drop();
    },
    close: () => {
      kept.stopTakeover();
      // First wait for the answer to the current change: the tab that takes over the rest must not send it again.
      traffic.close().finally(kept.leave);
    },
  };
};
