import type { BoardApi } from '../api/board.ts';
import type { Clock } from '../live/clock.ts';
import type { Socket } from '../live/protocol.ts';
import type { Memory } from '../storage/memory.ts';
import type { BoardView } from './view.ts';

/** Options for opening a board. */
export type SessionOptions = {
  api: BoardApi;
  memory: Memory;
  clock: Clock;
  open(url: string): Socket;
  random(): number;
  unique(): string;
  visible(): boolean;
  userId: string | undefined;
  /** Whether posts contain the author's name: at doors without an account. */
  named: boolean;
  /** The person's name at doors without an account. */
  guestName(): string;
  view: Partial<BoardView>;
};
