import type { Person } from '../../../src/features/live/frame-schemas.ts';
import type { Position } from '../board/message.ts';
import type { Unfinished } from '../storage/unfinished.ts';

/**
 * The board's connection: `live`; `connecting`, for the first time or again; `polling`: no live updates, but HTTP
 * works; `offline`: no answers; `closed`: the person has lost access, or the board was deleted.
 */
export type ConnectionState = 'connecting' | 'live' | 'polling' | 'offline' | 'closed';

/** A notice to the person, with an action if there is one. A question stays until it is answered. */
export type Notice = {
  id: number;
  text: string;
  tone: 'info' | 'error' | 'question';
  action?: { label: string; run(): void };
};

/** What the person may do here. */
export type Standing = Person['role'];

/** The displayed state of a board, apart from its notes. */
export type BoardView = {
  connection: ConnectionState;
  /** Whether the notes have been read. */
  loaded: boolean;
  title: string;
  role: Standing;
  /** Why the board cannot be shown; `signedOut`: because the person must sign in again. */
  problem: string | undefined;
  signedOut: boolean;
  people: readonly Person[];
  you: Person | undefined;
  cursors: ReadonlyMap<string, Position>;
  notices: readonly Notice[];
  /** A text that the person wants to continue. */
  resumed: Unfinished | undefined;
  /** Whether changes wait until the person chooses a name. */
  nameless: boolean;
  /** Whether the browser stores the waiting changes when the page is left. */
  keeps: boolean;
  /** Counts the changes of other tabs to stored values. */
  remembered: number;
  /** The changes of others, for screen readers. */
  heard: string;
};

export const FIRST_VIEW: BoardView = {
  connection: 'connecting',
  loaded: false,
  title: '',
  role: 'reader',
  problem: undefined,
  signedOut: false,
  people: [],
  you: undefined,
  cursors: new Map(),
  notices: [],
  resumed: undefined,
  nameless: false,
  keeps: true,
  remembered: 0,
  heard: '',
};

/** Whether the person may post. */
export const mayWrite = ({ role }: Pick<BoardView, 'role'>): boolean => role !== 'viewer' && role !== 'reader';
