import type { BoardState } from '../board/state.ts';
import type { NoticeBoard } from './notices.ts';
import type { Store } from './store.ts';
import type { BoardView } from './view.ts';

/** What is known of a board, what is shown of it, and what tells the person something. */
export type Board = { state: Store<BoardState>; view: Store<BoardView>; notify: NoticeBoard['notify'] };
