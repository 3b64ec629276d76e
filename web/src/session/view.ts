import type { Position } from '../board/message.ts';
import type { Person } from '../live/protocol.ts';

/**
 * How the board is connected: `live`; `connecting` for the first time or again; `polling`: no live updates, but HTTP
 * answers; `offline`: nothing answers; `closed`: no longer open to this person, or deleted.
 */
export type ConnectionState = 'connecting' | 'live' | 'polling' | 'offline' | 'closed';

/** A sentence for the person, and what they may do about it. */
export type Notice = { id: number; text: string; tone: 'info' | 'error'; action?: { label: string; run(): void } };

/** What is shown of a board beside its notes. */
export type BoardView = {
  connection: ConnectionState;
  /** Whether the notes were read at all. */
  loaded: boolean;
  title: string;
  /** Of who looks: what they may do. */
  role: 'owner' | 'editor' | 'viewer' | 'writer' | 'reader';
  /** Why the board cannot be shown. */
  problem: string | undefined;
  people: readonly Person[];
  you: Person | undefined;
  cursors: ReadonlyMap<string, Position>;
  notices: readonly Notice[];
  /** Counts how often somebody asked for a refused note, to write it again. */
  rescued: number;
  /** What others did, for who listens instead of looking. */
  heard: string;
};

export const FIRST_VIEW: BoardView = {
  connection: 'connecting',
  loaded: false,
  title: '',
  role: 'writer',
  problem: undefined,
  people: [],
  you: undefined,
  cursors: new Map(),
  notices: [],
  rescued: 0,
  heard: '',
};

/** Whether one may post at all. */
export const mayWrite = ({ role }: Pick<BoardView, 'role'>): boolean => role !== 'viewer' && role !== 'reader';
