import { timeOfId } from './id.ts';

/** A board. When it was made is part of its id; `owners` counts its members with that role, never below one. */
export type Board = { id: string; title: string; description?: string | undefined; owners: number; version: number };

/** What an edit changes: null removes, what is absent stays. */
export type BoardChange = { title?: string | undefined; description?: string | null | undefined };

export const boardCreatedAt = (board: Pick<Board, 'id'>): string => timeOfId(board.id).toISOString();
