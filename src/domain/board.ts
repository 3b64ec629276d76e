import { timeOfId } from './id.ts';

/** A board. Its id contains its time of creation. `owners` is the number of members with that role, at least one. */
export type Board = { id: string; title: string; description?: string | undefined; owners: number; version: number };

/** An edit: null removes a value, absent values stay. */
export type BoardChange = { title?: string | undefined; description?: string | null | undefined };

export const boardCreatedAt = (board: Pick<Board, 'id'>): string => timeOfId(board.id).toISOString();
