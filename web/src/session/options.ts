import type { BoardApi } from '../api/board.ts';
import type { Clock } from '../live/clock.ts';
import type { Socket } from '../live/protocol.ts';
import type { Memory } from '../storage/memory.ts';
import type { BoardView } from './view.ts';

/** What a board is opened with. */
export type SessionOptions = {
  api: BoardApi;
  memory: Memory;
  clock: Clock;
  open(url: string): Socket;
  random(): number;
  unique(): string;
  visible(): boolean;
  userId: string | undefined;
  /** Whether posts name who wrote them: at doors without an account. */
  named: boolean;
  /** How who looks is called where nobody has an account. */
  guestName(): string;
  view: Partial<BoardView>;
};
