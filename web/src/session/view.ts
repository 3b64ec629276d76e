import type { Person } from '../../../src/features/live/frame-schemas.ts';
import type { Position } from '../board/message.ts';
import type { Unfinished } from '../storage/unfinished.ts';

/**
 * How the board is connected: `live`; `connecting` for the first time or again; `polling`: no live updates, but HTTP
 * answers; `offline`: nothing answers; `closed`: no longer open to this person, or deleted.
 */
export type ConnectionState = 'connecting' | 'live' | 'polling' | 'offline' | 'closed';

/** A sentence for the person, and what they may do about it. A question stays until it is answered. */
export type Notice = {
  id: number;
  text: string;
  tone: 'info' | 'error' | 'question';
  action?: { label: string; run(): void };
};

/** What who looks may do here. */
export type Standing = Person['role'];

/** What is shown of a board beside its notes. */
export type BoardView = {
  connection: ConnectionState;
  /** Whether the notes were read at all. */
  loaded: boolean;
  title: string;
  role: Standing;
  /** Why the board cannot be shown; `signedOut`: since one has to sign in again. */
  problem: string | undefined;
  signedOut: boolean;
  people: readonly Person[];
  you: Person | undefined;
  cursors: ReadonlyMap<string, Position>;
  notices: readonly Notice[];
  /** A text that the person wants to go on with. */
  resumed: Unfinished | undefined;
  /** Whether what one wrote waits until one has said how one is called. */
  nameless: boolean;
  /** Whether the browser keeps what waits, should the page be left. */
  keeps: boolean;
  /** Counts what other tabs have changed of what is remembered. */
  remembered: number;
  /** What others did, for who listens instead of looking. */
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

/** Whether one may post at all. */
export const mayWrite = ({ role }: Pick<BoardView, 'role'>): boolean => role !== 'viewer' && role !== 'reader';
