import type { BoardState } from '../board/state.ts';
import type { NoticeBoard } from './notices.ts';
import type { Store } from './store.ts';
import type { BoardView } from './view.ts';

/** The state of a board, its view, and the notices to the person. */
export type Board = { state: Store<BoardState>; view: Store<BoardView>; notify: NoticeBoard['notify'] };
